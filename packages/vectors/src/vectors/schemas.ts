import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { UpsertTextsParams } from "./upsert-texts.ts";
import type { UpsertVectorsParams } from "./upsert-vectors.ts";
import type { Metadata, UpsertResult } from "./vector.ts";

const vectorId = () => v.optional(v.text(512));

/** Shared with searches, which give it back. @internal */
export const metadata = () =>
  v.recordOf(
    v.shaped(/^[^$][^\0]{0,127}$/, "keys have 1 to 128 characters and do not begin with $"),
    v.union(
      [
        v.text(8_192, 0),
        v.between(-Number.MAX_VALUE, Number.MAX_VALUE),
        v.boolean(),
        v.listOf(v.text(8_192, 0), 256, "texts", 0),
      ],
      "write text, a number, true, false, or a list of texts",
    ),
    64,
  ) satisfies v.GenericSchema<Metadata>;

export const upsertVectorsParams: Wire<UpsertVectorsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    index: v.text(128),
    vectors: v.listOf(
      v.strictObject({
        id: vectorId(),
        values: v.numbers(20_000),
        metadata: v.optional(metadata()),
        text: v.optional(v.text(100_000, 0)),
      }),
      1_000,
      "vectors",
    ),
  }),
);

export const upsertTextsParams: Wire<UpsertTextsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    index: v.text(128),
    texts: v.listOf(
      v.strictObject({ id: vectorId(), text: v.text(100_000), metadata: v.optional(metadata()) }),
      1_000,
      "texts",
    ),
  }),
);

export const upsertResult: Wire<UpsertResult> = /* @__PURE__ */ wire(() =>
  v.object({ ids: v.array(v.string()), count: v.number() }),
);
