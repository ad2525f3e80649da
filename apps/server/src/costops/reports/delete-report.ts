import type { DeletedReport, DeleteReportParams } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { reports } from "../../store/schema/index.ts";
import { reportNotFound } from "./show-report.ts";

/** Takes a report away; its runs and their files go with it, and who makes one finds nothing to write to. */
export async function deleteReport(
  { db }: Context,
  { reportId }: DeleteReportParams,
): Promise<DeletedReport> {
  const [gone] = await db.remove(reports, eq(reports.id, reportId));
  return gone ? { id: gone.id } : reportNotFound(reportId);
}
