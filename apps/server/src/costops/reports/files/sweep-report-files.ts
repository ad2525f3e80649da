import { sql } from "drizzle-orm";
import type { Database } from "../../../store/database.ts";
import { reportFileParts, reportRuns } from "../../../store/schema/index.ts";

/** Removes files that were kept for their days, and what tries that failed or were cut off left. The runs stay. */
export async function sweepReportFiles(db: Database): Promise<void> {
  const { id, fileId, fileExpiresAt, lease } = reportRuns;
  const { runId, fileId: file } = reportFileParts;
  await db.delete(reportFileParts).where(
    sql`not exists (select 1 from ${reportRuns} where ${id} = ${runId}
      and (${lease} = ${file} or (${fileId} = ${file} and ${fileExpiresAt} > now())))`,
  );
}
