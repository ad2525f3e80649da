import type { EngineHealth } from "@platform/account";
import type { Engines } from "../../engines.ts";

/** Each engine, what it lacks, and of those that are missing why. */
export const engineStates = (engines: Engines): EngineHealth[] =>
  Object.entries(engines).map(([name, slot]) => ({
    name,
    ok: slot.ok,
    reason: slot.ok ? slot.notes?.join(" ") || null : `${slot.reason} ${slot.fix}`,
  }));
