import type { SubmitUsageParams, UsageRecord } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { checkEvent } from "./check-event.ts";
import { recordEvents } from "./record-events.ts";
import { toUsageRecord } from "./to-usage-record.ts";

/** Writes one event into the ledger, priced as of when it happened. */
export async function submitUsage(context: Context, params: SubmitUsageParams): Promise<UsageRecord> {
  const db = await ofProject(context, params.projectId, "organization:write");
  const [done] = await recordEvents({ ...context, db }, [checkEvent(context, params)]);
  if (done === undefined || done instanceof Error) throw done ?? new Error("An event has no result.");
  return toUsageRecord(done.row);
}
