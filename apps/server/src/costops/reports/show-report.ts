import type { Report } from "@platform/costops";
import { eq, inArray, sql } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { reportRuns, reports } from "../../store/schema/index.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { type ReportRow, toReport } from "./to-report.ts";

/** Reports with the newest run of each, in the order of the rows. */
export async function showReports(db: Tenant, rows: readonly ReportRow[]): Promise<Report[]> {
  const ids = rows.map(({ id }) => id);
  const newest = await db.pick(
    reportRuns,
    { id: sql<string>`max(${reportRuns.id})` },
    { where: inArray(reportRuns.reportId, ids), groupBy: [reportRuns.reportId] },
  );
  const where = inArray(
    reportRuns.id,
    newest.map(({ id }) => id),
  );
  const runs = new Map((await db.select(reportRuns, { where })).map((run) => [run.reportId, run]));
  return rows.map((row) => toReport(row, runs.get(row.id)));
}

/** One report of the tenant; 404 when there is none. */
export async function showReport(db: Tenant, row: ReportRow | undefined, id: string): Promise<Report> {
  const [shown] = row === undefined ? [] : await showReports(db, [row]);
  return shown ?? reportNotFound(id);
}

/** The report, which must be the tenant's; nobody changes it until the transaction ends. */
export async function lockReport(db: Tenant, id: string): Promise<ReportRow> {
  const [row] = await db.select(reports, { where: eq(reports.id, id), lock: "wait" });
  return row ?? reportNotFound(id);
}

/** Ends the request with 404. */
export function reportNotFound(id: string): never {
  return fail(404, "report_not_found", `There is no report ${id} in this project.`, { param: "reportId" });
}
