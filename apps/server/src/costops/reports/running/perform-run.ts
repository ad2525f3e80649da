import { eq } from "drizzle-orm";
import { describeError, isExpected } from "../../../http/errors/describe-error.ts";
import { reportRuns, reports } from "../../../store/schema/index.ts";
import { tenant } from "../../../store/tenant.ts";
import type { ReportRow } from "../to-report.ts";
import type { ClaimedRun } from "./claim-run.ts";
import { completeRun, failRun, postponeRun } from "./end-run.ts";
import { held, keepLease } from "./keep-lease.ts";
import { makeFile } from "./make-file.ts";
import type { ReportWorld } from "./world.ts";

/** How long to wait after the first failure, the second, …; then it is for good. */
const waitsMs = [10_000, 60_000, 5 * 60_000, 30 * 60_000];
const mostAttempts = waitsMs.length + 1;

/** One try of one run, from its rows to what is written of it. */
export async function performRun(world: ReportWorld, run: ClaimedRun, stopping: AbortSignal): Promise<void> {
  const report = await tenant(world.db, run).first(reports, eq(reports.id, run.reportId));
  // Taken away meanwhile, and the run with it.
  if (report === undefined) return;
  if (run.attempt > mostAttempts) return failRun(world, report, run, lostTooOften);
  const gone = new AbortController();
  const release = keepLease(world, run, () => gone.abort(new Error("The run is not ours any more.")));
  const signal = AbortSignal.any([stopping, gone.signal]);
  try {
    await completeRun(world, report, run, await makeFile(world, report, run, signal));
  } catch (error) {
    if (stopping.aborted) await postponeRun(world, run, 0);
    else await fallBack(world, report, run, error);
  } finally {
    release();
  }
}

const lostTooOften = {
  code: "report_run_lost",
  message: `The server ended in each of ${mostAttempts} tries. Narrow the filter or shorten the period, and look into the server's log.`,
};

/** What the caller of a download is told ends the run; what may pass is tried again. */
async function fallBack(
  world: ReportWorld,
  report: ReportRow,
  run: ClaimedRun,
  cause: unknown,
): Promise<void> {
  const { db, log } = world;
  // The report was taken away meanwhile, or another server has begun anew: nobody is to be told.
  if ((await tenant(db, run).count(reportRuns, held(run))) === 0) return;
  const { status, body } = describeError(cause, run.id);
  const { code, message, retryable } = body.error;
  if (!isExpected(cause)) log.error({ err: cause, reportRunId: run.id }, "a run of a report failed");
  const wait = status >= 500 || retryable ? waitsMs[run.attempt - 1] : undefined;
  if (wait === undefined) await failRun(world, report, run, { code, message });
  else await postponeRun(world, run, wait * (1 + 0.2 * Math.random()), { code, message });
}
