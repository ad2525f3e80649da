import * as v from "@platform/core/wire";

/** Whether something works, and if not, why. */
export const state = () => ({ ok: v.boolean(), reason: v.nullable(v.string()) });

/** The same of engines or domains, by name. */
export const states = () => v.array(v.object({ name: v.string(), ...state() }));
