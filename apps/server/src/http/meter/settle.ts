import type { Database } from "../../store/database.ts";
import type { Call } from "../call.ts";
import type { Meter } from "./meter.ts";
import { recordUsage } from "./record-usage.ts";

/** Writes a call into the ledger, unless its operation is not metered or nobody is there to pay. */
export async function settle(db: Database, call: Call, eventId: string, meter: Meter): Promise<void> {
  const { operation, principal, runId, startedAt, deps } = call;
  if (!operation.metered || principal.projectId === "") return;
  const name = operation.contract.name;
  await recordUsage(db, deps.price, { principal, eventId, operation: name, runId, startedAt, meter });
}
