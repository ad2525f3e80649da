import type { Slot } from "../../engines.ts";
import { fail } from "./http-error.ts";

/** The engine, or a 503 that says why there is none and what would change that. */
export function need<T>(slot: Slot<T>): T {
  if (slot.ok) return slot.engine;
  return fail(503, "engine_unavailable", `${slot.reason} ${slot.fix}`, { retryable: false });
}
