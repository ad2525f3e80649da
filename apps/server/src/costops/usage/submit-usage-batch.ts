import type { SubmitUsageBatchParams, UsageBatch, UsageResult } from "@platform/costops";
import { submitUsageParams } from "@platform/costops/schemas";
import { HttpError } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { expectText } from "../../http/request/expect-text.ts";
import { validate } from "../../http/request/validate.ts";
import { checkEvent, type Submitted } from "./check-event.ts";
import { type Recorded, recordEvents } from "./record-events.ts";
import { toUsageRecord } from "./to-usage-record.ts";

/** Writes what is right of a batch, and says of each event what became of it. */
export async function submitUsageBatch(
  context: Context,
  { events }: SubmitUsageBatchParams,
): Promise<UsageBatch> {
  const now = new Date();
  const checked: (Submitted | HttpError)[] = [];
  for (const event of events) checked.push(await check(context, event, now));
  const recorded = await recordEvents(
    context,
    checked.filter((one): one is Submitted => !(one instanceof HttpError)),
  );
  const next = recorded[Symbol.iterator]();
  const results = checked.map((one) => toResult(one instanceof HttpError ? one : next.next().value));
  const count = (wanted: UsageResult["status"]) => results.filter(({ status }) => status === wanted).length;
  return {
    results,
    recorded: count("recorded"),
    duplicates: count("duplicate"),
    rejected: count("rejected"),
  };
}

async function check(context: Context, event: object, now: Date): Promise<Submitted | HttpError> {
  try {
    expectText(event, []);
    return checkEvent(context, await validate(submitUsageParams(), { ...event }), now);
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
}

function toResult(done: Recorded | undefined): UsageResult {
  if (done === undefined) throw new Error("An event has no result.");
  if (!(done instanceof HttpError))
    return { status: done.status, record: toUsageRecord(done.row), error: null };
  const { code, message, param = null } = done;
  return { status: "rejected", record: null, error: { code, message, param } };
}
