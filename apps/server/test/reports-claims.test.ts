import { listReportRuns, runReport } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimRun } from "../src/costops/reports/running/claim-run.ts";
import { takeDue } from "../src/costops/reports/running/take-due.ts";
import { daysAgo, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
beforeAll(async () => {
  world = await startReportPlatform();
  // The test takes its place, and that of many other servers.
  await world.stopReports();
});
afterAll(() => world.stop());

const atOnce = <T>(count: number, work: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, () => work()));

test("whoever looks at the same time takes a run of their own", async () => {
  const { client, platform } = world;
  const reportId = await world.made();
  const made = await atOnce(40, () => runReport(client, { reportId }));
  const taken = [];
  while (taken.length < 40) {
    const found = await atOnce(10, () => claimRun(platform.database.db));
    taken.push(...found.filter((run) => run !== undefined));
    // All of them at once find something as long as there is enough.
    expect(found.some((run) => run !== undefined)).toBe(true);
  }
  expect(taken.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
  const rows = await world.query("select id, lease, attempt from report_runs where report_id = $1", [
    reportId,
  ]);
  const held = taken.map(({ id, lease }) => ({ id, lease, attempt: 1 }));
  expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
    new Set(held.map((row) => JSON.stringify(row))),
  );
  expect(await claimRun(platform.database.db)).toBeUndefined();
});

test("whoever looks at the same time writes each period once", async () => {
  const reportId = await world.made();
  await world.turnBack(reportId, daysAgo(30));
  const { db } = world.platform.database;
  while ((await atOnce(10, () => takeDue(db))).includes(true));
  const runs = await listReportRuns(world.client, { reportId }).all();
  const days = Array.from({ length: 30 }, (_, ago) => daysAgo(ago + 1));
  expect(runs.map(({ from }) => from).toSorted()).toEqual(days.toSorted());
});
