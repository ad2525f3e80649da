import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import { state, states } from "../states.ts";
import type { GetHealthParams, Health } from "./get-health.ts";
import type { Readiness } from "./get-readiness.ts";

export const getHealthParams: Wire<GetHealthParams> = /* @__PURE__ */ wire(() => v.strictObject({}));

export const health: Wire<Health> = /* @__PURE__ */ wire(() =>
  v.object({
    status: v.oneOf(["healthy", "degraded"]),
    version: v.string(),
    engines: states(),
  }),
);

export const readiness: Wire<Readiness> = /* @__PURE__ */ wire(() =>
  v.object({
    ready: v.boolean(),
    stopping: v.boolean(),
    database: v.object(state()),
    engines: states(),
  }),
);
