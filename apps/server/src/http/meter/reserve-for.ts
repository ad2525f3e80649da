import type { Database } from "../../store/database.ts";
import type { Call } from "../call.ts";
import { HttpError } from "../errors/http-error.ts";
import type { Held } from "./budgets.ts";
import { askOf, worstOf } from "./hold-for.ts";
import type { WorstCase } from "./worst-case.ts";

/**
 * Sets aside what a call may cost. Undefined when no hard budget applies, or nothing is to be paid. `abort` ends work that
 * can stop half-way, should the reservation be lost meanwhile.
 */
export async function reserveFor(
  call: Call,
  db: Database,
  abort?: (reason: Error) => void,
): Promise<Held | undefined> {
  const { deps, operation, principal } = call;
  const { budgets } = deps;
  if (budgets === undefined || !operation.metered || !operation.mayBeRefused || principal.projectId === "")
    return undefined;
  if (!(await budgets.mayRefuse(db, principal))) return undefined;
  const worst = await worstOf(call, db);
  return budgets.reserve(db, {
    ...askOf(call, ofRequest(worst)),
    onLost: abort && (() => abort(reservationLost())),
  });
}

const reservationLost = (): HttpError =>
  new HttpError(
    503,
    "reservation_lost",
    "The server was silent for so long that what budgets had set aside for this went to others. Ask again.",
  );

/** Without what goes on after it, whose row in the ledger is another. */
function ofRequest(worst: WorstCase): WorstCase {
  const { lasting, units, userId, tags } = worst;
  if (lasting === undefined) return worst;
  const own = Object.entries(units).filter(([unit]) => !Object.hasOwn(lasting, unit));
  return { units: Object.fromEntries(own), userId, tags };
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
