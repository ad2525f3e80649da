import type { Database } from "../../store/database.ts";
import { type Call, contextOf } from "../call.ts";
import type { Held } from "./budgets.ts";
import { askOf } from "./hold-for.ts";
import { createMeter } from "./meter.ts";

/** Sets aside what a call may cost. Undefined when no hard budget applies, or nothing is to be paid. */
export async function reserveFor(call: Call, db: Database): Promise<Held | undefined> {
  const { deps, operation, principal, params } = call;
  const { budgets } = deps;
  if (budgets === undefined || !operation.metered || !operation.mayBeRefused || principal.projectId === "")
    return undefined;
  if (!(await budgets.mayRefuse(db, principal))) return undefined;
  const worst = await operation.worstCase?.(contextOf(call, db, createMeter()), params);
  return budgets.reserve(db, askOf(call, worst ?? { units: { request: "1" } }));
}

/** Gives back what a call that failed will not cost. Within a transaction that is rolled back it goes by itself. */
export async function release(call: Call, held: Held | undefined): Promise<void> {
  const { budgets, db, log } = call.deps;
  if (held === undefined || budgets === undefined) return;
  budgets.forget(held);
  // Its lease frees it a little later otherwise; the caller is to learn of the first failure, not of this one.
  await budgets
    .free(db, held)
    .catch((error: unknown) => log.warn({ err: error }, "a reservation was not freed"));
}
