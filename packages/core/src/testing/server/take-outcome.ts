import { canStrike } from "../faults/faults.ts";
import type { FaultPlan, Outcome } from "../faults/plan.ts";
import type { ServedKind } from "./handle.ts";

/** Hands out what the plan says, to each request once. */
export interface Outcomes {
  /** For a request that is about to be sent: what it will meet when it arrives. */
  reserve(request: string, kind: ServedKind | undefined): Reservation;
  /** For a request that has arrived. */
  take(request: string, kind: ServedKind | undefined): Outcome;
  /** From now on another plan. */
  follow(plan: FaultPlan): void;
}

export interface Reservation {
  readonly outcome: Outcome;
  /** It will not arrive, or has arrived. */
  drop(): void;
}

export function outcomes(first: FaultPlan): Outcomes {
  let plan = first;
  let number = 0;
  const reserved: Array<{ request: string; outcome: Outcome }> = [];
  const next = (kind: ServedKind | undefined): Outcome => {
    // What is not served meets no fault, and uses none up.
    if (kind === undefined) return "ok";
    const outcome = plan({ kind, number: ++number });
    return outcome !== "ok" && canStrike(outcome, kind) ? outcome : "ok";
  };
  const remove = (entry: { request: string; outcome: Outcome } | undefined) => {
    const at = entry === undefined ? -1 : reserved.indexOf(entry);
    if (at >= 0) reserved.splice(at, 1);
  };
  return {
    reserve: (request, kind) => {
      const entry = { request, outcome: next(kind) };
      // A refused request never arrives.
      if (entry.outcome !== "refused") reserved.push(entry);
      return { outcome: entry.outcome, drop: () => remove(entry) };
    },
    take: (request, kind) => {
      const entry = reserved.find((one) => one.request === request);
      remove(entry);
      return entry?.outcome ?? next(kind);
    },
    follow: (other) => {
      plan = other;
      reserved.length = 0;
    },
  };
}
