import type { ReportRun } from "@platform/costops";
import { eq, sql } from "drizzle-orm";
import { createMeter } from "../../../http/meter/meter.ts";
import { recordUsage } from "../../../http/meter/record-usage.ts";
import { databaseBehind } from "../../../store/database-behind.ts";
import { reportFileParts, reportRuns } from "../../../store/schema/index.ts";
import { tenant } from "../../../store/tenant.ts";
import type { Tenant } from "../../../store/tenant-types.ts";
import { type ReportRow, toReportRun } from "../to-report.ts";
import type { ClaimedRun } from "./claim-run.ts";
import { held } from "./keep-lease.ts";
import type { Made } from "./make-file.ts";
import type { ReportWorld } from "./world.ts";

/** Why, and what to do. */
type Failure = NonNullable<ReportRun["error"]>;

const over = { lease: null, nextAttemptAt: null, endedAt: sql`now()` } as const;

/** Names the file, counts the export and tells of it: all or nothing, and nothing when the run is not ours any more. */
export function completeRun(
  { db, price, tell }: ReportWorld,
  report: ReportRow,
  run: ClaimedRun,
  { rows, bytes, sha256, fileName, contentType }: Made,
): Promise<void> {
  return tenant(db, run).transaction(async (tx) => {
    const [done] = await tx.update(
      reportRuns,
      {
        ...{ ...over, status: "completed", error: null, fileId: run.lease },
        ...{ rows, bytes, sha256, fileName, contentType },
        fileExpiresAt: sql`now() + make_interval(days => ${report.keepDays})`,
      },
      held(run),
    );
    if (done === undefined) return;
    const { apiKeyId, scopes, source, name } = report;
    await recordUsage(databaseBehind(tx), price, {
      principal: { ...tx.ids, apiKeyId, scopes, keyPrefix: "" },
      // Once, however often the transaction is tried.
      eventId: `report:${run.id}`,
      operation: source === "usage" ? "exportUsage" : "exportCosts",
      runId: undefined,
      startedAt: run.startedAt ?? new Date(),
      meter: createMeter(),
    });
    const path = `/v1/report-runs/${run.id}/file`;
    await tell(tx, "report.ready", { ...toReportRun(done), reportName: name, path });
  });
}

/** Ends a run without a file, for good, and tells why. */
export function failRun(
  { db, tell }: ReportWorld,
  { name }: ReportRow,
  run: ClaimedRun,
  error: Failure,
): Promise<void> {
  return tenant(db, run).transaction(async (tx) => {
    const [done] = await tx.update(reportRuns, { ...over, status: "failed", error }, held(run));
    if (done === undefined) return;
    await dropFile(tx, run);
    await tell(tx, "report.failed", { ...toReportRun(done), reportName: name });
  });
}

/** Lets it wait for another try. One that the server itself broke off does not count. */
export function postponeRun(
  { db }: ReportWorld,
  run: ClaimedRun,
  waitMs: number,
  error?: Failure,
): Promise<void> {
  const attempt = error ? run.attempt : sql`${reportRuns.attempt} - 1`;
  const nextAttemptAt = sql`now() + make_interval(secs => ${waitMs / 1_000})`;
  const changes = { status: "pending" as const, lease: null, attempt, nextAttemptAt };
  return tenant(db, run).transaction(async (tx) => {
    const [done] = await tx.update(reportRuns, { ...changes, ...(error && { error }) }, held(run));
    if (done) await dropFile(tx, run);
  });
}

/**
 * Takes away what a try wrote that did not get to its end, once its run is locked and known not to have the file. What
 * is left otherwise goes by the hour. Past the handle, which would send the bytes back.
 */
async function dropFile(tx: Tenant, { lease }: ClaimedRun): Promise<void> {
  await databaseBehind(tx).delete(reportFileParts).where(eq(reportFileParts.fileId, lease));
}
