import { and, eq, lte, sql } from "drizzle-orm";
import type { Database } from "../../../store/database.ts";
import { newId } from "../../../store/new-id.ts";
import { projects, reportRuns, reports } from "../../../store/schema/index.ts";
import { tenant } from "../../../store/tenant.ts";
import { transaction } from "../../../store/transaction.ts";
import { nextDue } from "../periods/due.ts";
import { periodEnd } from "../periods/periods.ts";

const ofActiveProject = sql`not exists (select 1 from ${projects}
  where ${projects.id} = ${reports.projectId} and ${projects.archivedAt} is not null)`;

/**
 * Writes the run of one report that is due, of any project, and when it is due next, in one transaction; other servers
 * pass it by. Each period that is over has its own, so what was missed is made up for one by one. Says whether there
 * was any.
 */
export const takeDue = (db: Database): Promise<boolean> =>
  transaction(db, async (tx) => {
    const [report] = await tx
      .select()
      .from(reports)
      .where(and(lte(reports.nextRunAt, sql`now()`), ofActiveProject))
      .orderBy(reports.nextRunAt)
      .limit(1)
      .for("update", { skipLocked: true });
    if (report === undefined) return false;
    const own = tenant(tx, report);
    const { id: reportId, coveredTo: periodFrom, nextRunAt } = report;
    const periodTo = periodEnd(periodFrom, report);
    const run = { id: newId("rrn"), reportId, trigger: "schedule" as const, periodFrom, periodTo };
    await own.insert(reportRuns, { ...run, dueAt: nextRunAt ?? new Date() }, { onConflict: "ignore" });
    const next = { coveredTo: periodTo, nextRunAt: nextDue({ ...report, coveredTo: periodTo }) };
    await own.update(reports, next, eq(reports.id, reportId));
    return true;
  });
