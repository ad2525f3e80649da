import type { DownloadReportRunParams } from "@platform/costops";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context, DownloadResult } from "../../http/operation.ts";
import { reports } from "../../store/schema/index.ts";
import { readerOf } from "../costs/reader-of.ts";
import { readParts } from "./files/read-parts.ts";
import { findRun } from "./get-report-run.ts";
import type { RunRow } from "./to-report.ts";

/** Gives the file of a run, a part at a time. */
export async function downloadReportRun(
  context: Context,
  { reportRunId }: DownloadReportRunParams,
): Promise<DownloadResult> {
  const { db } = context;
  const run = await findRun(db, reportRunId);
  const report = await db.first(reports, eq(reports.id, run.reportId));
  // What every project spent is for those who might have asked for it themselves.
  await readerOf(context, { everyProject: report?.params.everyProject });
  const { fileId, contentType, fileName, bytes } = run;
  if (fileId === null || contentType === null || fileName === null || bytes === null) return notThere(run);
  if (run.fileExpiresAt === null || run.fileExpiresAt <= new Date()) return gone(run);
  return { body: readParts(db, fileId, bytes), contentType, fileName, sizeBytes: bytes };
}

function notThere({ id, status, error }: RunRow): never {
  const message =
    status === "failed"
      ? `The run ${id} failed and has no file: ${error?.message} Run the report again with \`at\`.`
      : `The run ${id} is ${status}. Wait for the event report.ready, or ask again.`;
  return fail(409, "report_run_not_completed", message, { param: "reportRunId" });
}

function gone({ id, periodTo }: RunRow): never {
  const message = `The file of ${id} was kept for its days and is gone. Run the report again with \`at\`: "${periodTo.toISOString()}".`;
  return fail(410, "report_file_gone", message, { param: "reportRunId" });
}
