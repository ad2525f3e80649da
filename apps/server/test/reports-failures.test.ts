import { downloadReportRun, listUsage, submitUsage } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAgo, ran, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
beforeAll(async () => {
  world = await startReportPlatform();
});
afterAll(() => world.stop());

/** Has the database refuse to keep parts of files, as a full disk would. */
async function filled(work: () => Promise<void>): Promise<void> {
  await world.query(
    `create or replace function refuse_parts() returns trigger language plpgsql as
      $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$`,
  );
  await world.query(
    "create trigger full_disk before insert on report_file_parts for each row execute function refuse_parts()",
  );
  try {
    await work();
  } finally {
    await world.query("drop trigger full_disk on report_file_parts");
  }
}
const again = (reportId: string) =>
  world.query("update report_runs set next_attempt_at = now() where report_id = $1", [reportId]);

test("what cannot succeed fails at once and says why", async () => {
  const { client } = world;
  const unknown = { provider: "acme", model: "unknown", units: { y: 1 }, runId: "unpriced" };
  await submitUsage(client, { ...unknown, occurredAt: daysAgo(0.5) });
  const reportId = await world.made({ params: { runId: "unpriced", columns: "focus" } });
  const run = await ran(client, reportId, daysAgo(0));
  expect(run).toMatchObject({
    ...{ status: "failed", attempt: 1, rows: null, fileName: null, fileExpiresAt: null },
    error: { code: "unpriced_usage", message: expect.stringContaining("skipUnpriced") },
  });
  await expect
    .poll(() => world.told(reportId), { timeout: 10_000 })
    .toMatchObject([{ type: "report.failed" }]);
  expect((await world.told(reportId))[0]?.data).toEqual({ ...run, reportName: "daily" });
  expect(await listUsage(client, { eventId: `report:${run.id}` }).all()).toEqual([]);
  const file = downloadReportRun(client, { reportRunId: run.id });
  await expect(file).rejects.toMatchObject({
    ...{ code: "report_run_not_completed", status: 409 },
    message: expect.stringContaining("skipUnpriced"),
  });
});

test("what may pass is tried again, and the run is whole then", async () => {
  const reportId = await world.made();
  await filled(async () => {
    await world.turnBack(reportId, daysAgo(1));
    await expect.poll(() => world.newest(reportId)).toMatchObject({ status: "pending", attempt: 1 });
    expect(await world.newest(reportId)).toMatchObject({ endedAt: null, error: { code: "storage_full" } });
    const rows = await world.query(
      "select next_attempt_at > now() + interval '5 seconds' late from report_runs where report_id = $1",
      [reportId],
    );
    expect(rows).toEqual([{ late: true }]);
  });
  await again(reportId);
  expect(await world.settled(reportId)).toMatchObject([{ status: "completed", attempt: 2, error: null }]);
});

test("after the fifth failure it has failed, and is told of once", async () => {
  const reportId = await world.made();
  await filled(async () => {
    await world.turnBack(reportId, daysAgo(1));
    for (let attempt = 1; attempt < 5; attempt++) {
      await expect.poll(() => world.newest(reportId)).toMatchObject({ status: "pending", attempt });
      await again(reportId);
    }
    const failed = { status: "failed", attempt: 5, error: { code: "storage_full" } };
    expect(await world.settled(reportId)).toMatchObject([failed]);
  });
  await expect
    .poll(() => world.told(reportId), { timeout: 10_000 })
    .toMatchObject([{ type: "report.failed" }]);
});

test("a run in which servers end again and again is given up", async () => {
  const reportId = await world.made();
  const gone = "status = 'running', lease = 'lse_gone', attempt = 5";
  await filled(async () => {
    await world.turnBack(reportId, daysAgo(1));
    await expect.poll(() => world.newest(reportId)).toMatchObject({ attempt: 1, status: "pending" });
  });
  await world.query(`update report_runs set ${gone}, next_attempt_at = now() where report_id = $1`, [
    reportId,
  ]);
  expect(await world.settled(reportId)).toMatchObject([
    { status: "failed", error: { code: "report_run_lost" } },
  ]);
});
