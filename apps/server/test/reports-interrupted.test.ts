import { deleteReport, listUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepReportFiles } from "../src/costops/reports/files/sweep-report-files.ts";
import { daysAgo, fillWide, ran, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
beforeAll(async () => {
  world = await startReportPlatform(16 * 1024 * 1024);
  await fillWide(world.platform, { runId: "huge", at: daysAgo(0.5) });
});
afterAll(() => world.stop());

const parts = async (reportId: string) => {
  const rows = await world.query(
    "select 1 from report_file_parts join report_runs on run_id = id where report_id = $1",
    [reportId],
  );
  return rows.length;
};

/** The report of a run that has begun and goes on for a while. */
async function begun(): Promise<string> {
  const reportId = await world.made({ params: { runId: "huge" }, compress: true });
  await world.turnBack(reportId, daysAgo(1));
  await expect.poll(() => parts(reportId), { timeout: 20_000, interval: 10 }).toBeGreaterThan(0);
  expect(await world.newest(reportId)).toMatchObject({ status: "running" });
  return reportId;
}

/** Nothing is being read any more, nor written. */
async function quiet(): Promise<void> {
  const busy = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and xact_start is not null`;
  await expect.poll(() => world.query(busy), { timeout: 20_000 }).toEqual([]);
}

test("a file that is too large fails the run, and nothing of it is kept", async () => {
  const reportId = await world.made({ params: { runId: "huge" } });
  const run = await ran(world.client, reportId, daysAgo(0));
  expect(run).toMatchObject({ status: "failed", attempt: 1, error: { code: "report_too_large" } });
  expect(await parts(reportId)).toBe(0);
});

test("a report that is deleted while it runs ends in silence", async () => {
  const { client } = world;
  const reportId = await begun();
  const run = await world.newest(reportId);
  await deleteReport(client, { reportId });
  await quiet();
  expect(await world.told(reportId)).toEqual([]);
  expect(await listUsage(client, { eventId: `report:${run.id}` }).all()).toEqual([]);
  expect(await world.query("select 1 from report_file_parts where run_id = $1", [run.id])).toEqual([]);
});

test("who has lost a run to another server ends nothing and tells nobody", async () => {
  const reportId = await begun();
  const taken = "lease = 'lse_other', next_attempt_at = now() + interval '1 hour'";
  await world.query(`update report_runs set ${taken} where report_id = $1`, [reportId]);
  await quiet();
  expect(await world.newest(reportId)).toMatchObject({ status: "running", attempt: 1, fileName: null });
  expect(await world.told(reportId)).toEqual([]);
  await world.query("update report_runs set next_attempt_at = now() where report_id = $1", [reportId]);
  const [run] = await world.settled(reportId);
  expect(run).toMatchObject({ status: "completed", attempt: 2, rows: 12_000 });
  await expect.poll(() => world.told(reportId), { timeout: 10_000 }).toHaveLength(1);
  await sweepReportFiles(world.platform.database.db);
  // What the first one wrote is gone, what the second one wrote is whole.
  expect(await parts(reportId)).toBe(Math.ceil((run?.bytes ?? 0) / 524_288));
});

test("a server that stops gives its run back, and the next one makes it at once", async () => {
  const reportId = await begun();
  await world.stopReports();
  expect(await world.newest(reportId)).toMatchObject({ status: "pending", attempt: 0, error: null });
  expect(await parts(reportId)).toBe(0);
  world.startReports();
  const [run] = await world.settled(reportId);
  expect(run).toMatchObject({ status: "completed", attempt: 1, rows: 12_000 });
});
