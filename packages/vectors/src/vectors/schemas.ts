import { type Wire, wire } from "@platform/core";
import { text } from "@platform/core/wire";
import * as v from "valibot";
import type { UpsertTextsParams } from "./upsert-texts.ts";
import type { UpsertVectorsParams } from "./upsert-vectors.ts";
import type { Metadata, UpsertResult } from "./vector.ts";

const most = 1_000;
const vectorId = () => v.optional(text(512));

/** Shared with searches, which give it back. @internal */
export const metadata = () =>
  v.pipe(
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^[^$][^\0]{0,127}$/, "keys have 1 to 128 characters and do not begin with $"),
      ),
      v.union(
        [
          v.pipe(v.string(), v.maxLength(8_192)),
          v.pipe(v.number(), v.finite()),
          v.boolean(),
          v.pipe(v.array(v.pipe(v.string(), v.maxLength(8_192))), v.maxLength(256)),
        ],
        "write text, a number, true, false, or a list of texts",
      ),
    ),
    v.maxEntries(64, "at most 64 entries"),
  ) satisfies v.GenericSchema<Metadata>;

export const upsertVectorsParams: Wire<UpsertVectorsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    index: text(128),
    vectors: v.pipe(
      v.array(
        v.strictObject({
          id: vectorId(),
          values: v.pipe(
            v.array(v.pipe(v.number("write numbers"), v.finite())),
            v.minLength(1),
            v.maxLength(20_000),
          ),
          metadata: v.optional(metadata()),
          text: v.optional(v.pipe(v.string(), v.maxLength(100_000, "at most 100000 characters"))),
        }),
      ),
      v.minLength(1, "at least one vector"),
      v.maxLength(most, `at most ${most} vectors`),
    ),
  }),
);

export const upsertTextsParams: Wire<UpsertTextsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    index: text(128),
    texts: v.pipe(
      v.array(v.strictObject({ id: vectorId(), text: text(100_000), metadata: v.optional(metadata()) })),
      v.minLength(1, "at least one text"),
      v.maxLength(most, `at most ${most} texts`),
    ),
  }),
);

export const upsertResult: Wire<UpsertResult> = /* @__PURE__ */ wire(() =>
  v.object({ ids: v.array(v.string()), count: v.number() }),
);
