import * as v from "@platform/core/wire";

/** Of engines or domains: whether each works, and if not, why. */
export const states = () =>
  v.array(v.object({ name: v.string(), ok: v.boolean(), reason: v.nullable(v.string()) }));
