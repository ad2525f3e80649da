import type { GetReportParams, Report } from "@platform/costops";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { reports } from "../../store/schema/index.ts";
import { showReport } from "./show-report.ts";

/** Reads a report. */
export const getReport = async ({ db }: Context, { reportId }: GetReportParams): Promise<Report> =>
  showReport(db, await db.first(reports, eq(reports.id, reportId)), reportId);
