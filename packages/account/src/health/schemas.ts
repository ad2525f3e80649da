import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { GetHealthParams, Health } from "./get-health.ts";

export const getHealthParams: Wire<GetHealthParams> = /* @__PURE__ */ wire(() => v.strictObject({}));

export const health: Wire<Health> = /* @__PURE__ */ wire(() =>
  v.object({
    status: v.oneOf(["healthy", "degraded"]),
    version: v.string(),
    engines: v.array(v.object({ name: v.string(), ok: v.boolean(), reason: v.nullable(v.string()) })),
  }),
);
