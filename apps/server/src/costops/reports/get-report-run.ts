import type { GetReportRunParams, ReportRun } from "@platform/costops";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { reportRuns } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { type RunRow, toReportRun } from "./to-report.ts";

/** Reads a run. */
export const getReportRun = async (
  { db }: Context,
  { reportRunId }: GetReportRunParams,
): Promise<ReportRun> => toReportRun(await findRun(db, reportRunId));

/** The run, which must be the tenant's. */
export async function findRun(db: Tenant, id: string): Promise<RunRow> {
  const row = await db.first(reportRuns, eq(reportRuns.id, id));
  if (row) return row;
  return fail(404, "report_run_not_found", `There is no run ${id} of a report in this project.`, {
    param: "reportRunId",
  });
}
