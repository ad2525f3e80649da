import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { GetLimitsParams } from "./get-limits.ts";
import type { Limits } from "./limits.ts";
import type { UpdateLimitsParams } from "./update-limits.ts";

const keyId = () => ({ keyId: v.optional(v.text(64)) });

export const getLimitsParams: Wire<GetLimitsParams> = /* @__PURE__ */ wire(() => v.strictObject(keyId()));

const amount = () => v.optional(v.nullable(v.whole(1, 1_000_000)));

export const updateLimitsParams: Wire<UpdateLimitsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...keyId(), requestsPerMinute: amount(), burst: amount() }),
);

export const limits: Wire<Limits> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    rates: v.array(
      v.object({
        of: v.oneOf(["project", "key"]),
        requestsPerMinute: v.whole(1),
        burst: v.whole(1),
        remaining: v.whole(0),
        fullAt: v.timestamp(),
      }),
    ),
    server: v.object({
      bodyBytes: v.whole(1),
      pageItems: v.whole(1),
      uploads: v.whole(1),
      operations: v.array(
        v.object({
          name: v.string(),
          bodyBytes: v.nullable(v.whole(1)),
          items: v.record(v.string(), v.whole(1)),
        }),
      ),
    }),
  }),
);
