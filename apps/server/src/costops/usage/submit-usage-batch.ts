import type { SubmitUsageBatchParams, SubmitUsageParams, UsageBatch, UsageResult } from "@platform/costops";
import { submitUsageParams } from "@platform/costops/schemas";
import { HttpError } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { expectText } from "../../http/request/expect-text.ts";
import { validate } from "../../http/request/validate.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { checkEvent, type Submitted } from "./check-event.ts";
import { type Recorded, recordEvents } from "./record-events.ts";
import { toUsageRecord } from "./to-usage-record.ts";

/** Writes what is right of a batch, and says of each event what became of it. */
export async function submitUsageBatch(
  context: Context,
  { events }: SubmitUsageBatchParams,
): Promise<UsageBatch> {
  const now = new Date();
  const find = rememberProjects(context);
  const checked: (Placed | HttpError)[] = [];
  for (const event of events) checked.push(await check(context, event, now, find));
  const recorded = await record(
    context,
    checked.filter((one): one is Placed => !(one instanceof HttpError)),
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

/** An event, and the project it is of. */
interface Placed {
  readonly submitted: Submitted;
  readonly db: Tenant;
}

async function check(
  context: Context,
  event: object,
  now: Date,
  find: (projectId: string | undefined) => Promise<Tenant>,
): Promise<Placed | HttpError> {
  try {
    expectText(event, []);
    const params: SubmitUsageParams = await validate(submitUsageParams(), { ...event });
    return { submitted: checkEvent(context, params, now), db: await find(params.projectId) };
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
}

/** Asks for each project once, however many events are of it. */
function rememberProjects(context: Context): (projectId: string | undefined) => Promise<Tenant> {
  const known = new Map<string | undefined, Promise<Tenant>>();
  return (projectId) => {
    const found = known.get(projectId) ?? ofProject(context, projectId, "organization:write");
    known.set(projectId, found);
    return found;
  };
}

/** Writes project by project, always in one order, so that two batches never wait for each other in a circle. */
async function record(context: Context, placed: readonly Placed[]): Promise<Recorded[]> {
  const done = new Map<Submitted, Recorded>();
  const projectIds = new Set(placed.map(({ db }) => db.ids.projectId));
  for (const projectId of [...projectIds].toSorted()) {
    const own = placed.filter(({ db }) => db.ids.projectId === projectId);
    const [first] = own;
    if (first === undefined) continue;
    const submitted = own.map((one) => one.submitted);
    const recorded = await recordEvents({ ...context, db: first.db }, submitted);
    for (const [at, one] of submitted.entries()) done.set(one, recorded[at] as Recorded);
  }
  return placed.map(({ submitted }) => done.get(submitted) as Recorded);
}

function toResult(done: Recorded | undefined): UsageResult {
  if (done === undefined) throw new Error("An event has no result.");
  if (!(done instanceof HttpError))
    return { status: done.status, record: toUsageRecord(done.row), error: null };
  const { code, message, param = null } = done;
  return { status: "rejected", record: null, error: { code, message, param } };
}
