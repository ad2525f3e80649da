import type { CreateReportParams, Report } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";
import { reports } from "../../store/schema/index.ts";
import { checkZone } from "../costs/check-zone.ts";
import { checkOptions } from "../exports/export-file.ts";
import { checkParams } from "./check-params.ts";
import { checkCron, nextDue } from "./periods/due.ts";
import { periodStart } from "./periods/periods.ts";
import { showReport } from "./show-report.ts";

/** Makes a report, whose first run is of the period that has begun. */
export async function createReport(context: Context, given: CreateReportParams): Promise<Report> {
  const { name, source, params = {}, format, compress, protectFormulas, cron, period } = given;
  const { timeZone = "UTC", keepDays = 30 } = given;
  const { apiKeyId, scopes } = context.principal;
  const options = { format, compress, protectFormulas };
  await checkParams(context, given);
  checkOptions(options);
  checkZone(timeZone);
  checkCron(cron);
  const coveredTo = periodStart(new Date(), { period, timeZone });
  const [row] = await context.db.insert(reports, {
    ...{ id: newId("rpt"), name, source, params, options, cron, timeZone, period, keepDays },
    ...{ coveredTo, nextRunAt: nextDue({ cron, timeZone, period, coveredTo }) },
    ...{ apiKeyId, scopes: [...scopes] },
  });
  return showReport(context.db, row, "that was made");
}
