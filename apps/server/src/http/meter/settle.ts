import type { Database } from "../../store/database.ts";
import { transaction } from "../../store/transaction.ts";
import type { Call } from "../call.ts";
import type { Held } from "./budgets.ts";
import { limited } from "./limited.ts";
import type { Meter } from "./meter.ts";
import { recordUsage } from "./record-usage.ts";

/**
 * Writes a call into the ledger, unless its operation is not metered or nobody is there to pay, and gives back what was
 * set aside for it: both or neither.
 */
export async function settle(
  db: Database,
  call: Call,
  eventId: string,
  meter: Meter,
  held?: Held,
): Promise<void> {
  const { operation, principal, runId, startedAt, deps } = call;
  if (!operation.metered || principal.projectId === "") return;
  const name = operation.contract.name;
  const usage = { principal, eventId, operation: name, runId, startedAt, meter };
  if (held === undefined) return recordUsage(db, deps.price, usage);
  await transaction(db, async (tx) => {
    await recordUsage(tx, deps.price, { ...usage, meter: limited(meter, held) });
    await deps.budgets?.free(tx, held);
  });
}
