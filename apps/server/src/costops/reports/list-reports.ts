import type { ListReportsParams, Report } from "@platform/costops";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { reports } from "../../store/schema/index.ts";
import { showReports } from "./show-report.ts";

/** The project's reports, newest first. */
export async function listReports({ db }: Context, params: ListReportsParams): Promise<PageResult<Report>> {
  const { data, nextCursor } = await newestFirst(db, reports, params, undefined, (row) => row);
  return { data: await showReports(db, data), nextCursor };
}
