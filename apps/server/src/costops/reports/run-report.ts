import type { ReportRun, RunReportParams } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";
import { reportRuns } from "../../store/schema/index.ts";
import { lastPeriod } from "./periods/periods.ts";
import { lockReport } from "./show-report.ts";
import { toReportRun } from "./to-report.ts";

/** Puts a run beside those of the schedule. */
export async function runReport({ db }: Context, { reportId, at }: RunReportParams): Promise<ReportRun> {
  const report = await lockReport(db, reportId);
  const now = new Date();
  const before = at === undefined ? now : new Date(at);
  if (before > now)
    fail(400, "invalid_params", "`at` lies in the future. Give a time that has been.", { param: "at" });
  const { from, to } = lastPeriod(before, report);
  const [run] = await db.insert(reportRuns, {
    ...{ id: newId("rrn"), reportId, trigger: "manual", dueAt: now },
    ...{ periodFrom: from, periodTo: to },
  });
  if (run === undefined) throw new Error("The run was not written.");
  return toReportRun(run);
}
