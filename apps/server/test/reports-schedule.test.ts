import { archiveProject, createApiKey, createProject } from "@platform/account";
import { createReport, getReport, listReportRuns, submitUsage, updateReport } from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { daysAgo, ran, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
beforeAll(async () => {
  world = await startReportPlatform();
});
afterAll(() => world.stop());

test("each day that was missed is reported once, in order, and the next is due when it is over", async () => {
  const reportId = await world.made();
  await world.turnBack(reportId, daysAgo(5));
  const runs = (await world.settled(reportId)).toReversed();
  expect(runs.map(({ from, to }) => [from, to])).toEqual(
    [5, 4, 3, 2, 1].map((ago) => [daysAgo(ago), daysAgo(ago - 1)]),
  );
  expect(new Set(runs.map(({ trigger, status }) => `${trigger} ${status}`))).toEqual(
    new Set(["schedule completed"]),
  );
  // "Every minute" runs no minute of this day again.
  const { nextRunAt } = await getReport(world.client, { reportId });
  expect(nextRunAt).toBe(daysAgo(-1));
});

test("each run is told of once, with its file and without a secret", async () => {
  const { client } = world;
  await submitUsage(client, { provider: "acme", model: "m", units: { x: 1 }, runId: "told" });
  const reportId = await world.made({ params: { runId: "told" }, name: "told" });
  await world.turnBack(reportId, daysAgo(3));
  const runs = await world.settled(reportId);
  await expect.poll(async () => (await world.told(reportId)).length, { timeout: 10_000 }).toBe(3);
  const events = await world.told(reportId);
  for (const run of runs) {
    const event = events.find(({ data }) => data["id"] === run.id);
    expect(event).toMatchObject({ type: "report.ready" });
    const path = `/v1/report-runs/${run.id}/file`;
    expect(event?.data).toEqual({ ...run, reportName: "told", path });
    expect((await world.platform.call(path)).status).toBe(200);
  }
});

test("while it is paused nothing is run; afterwards it is made up for", async () => {
  const { client } = world;
  const [paused, other] = [await world.made(), await world.made()];
  for (const id of [paused, other])
    await world.query("update reports set covered_to = $2 where id = $1", [id, daysAgo(2)]);
  await updateReport(client, { reportId: paused, enabled: false });
  // The other one shows that reports are looked for.
  await world.turnBack(other, daysAgo(2));
  expect(await world.settled(other)).toHaveLength(2);
  expect(await listReportRuns(client, { reportId: paused }).all()).toEqual([]);
  await updateReport(client, { reportId: paused, enabled: true });
  expect((await world.settled(paused)).map(({ from }) => from)).toEqual([daysAgo(1), daysAgo(2)]);
});

test("a project that was archived has no more runs; another one's reports go on", async () => {
  const { client, platform } = world;
  const { id: projectId } = await createProject(client, { name: "ends" });
  const { key } = await createApiKey(client, { name: "ends", scopes: ["costops:*"], projectId });
  const daily = { name: "daily", source: "usage", format: "csv", period: "previous_day" } as const;
  const { id } = await createReport(platform.clientWith(key), { ...daily, cron: "* * * * *" });
  const other = await world.made();
  await archiveProject(client, { projectId });
  await world.turnBack(id, daysAgo(2));
  await world.turnBack(other, daysAgo(2));
  // The other one, which was due later, shows that reports are looked for.
  expect(await world.settled(other)).toHaveLength(2);
  expect(await world.query("select 1 from report_runs where report_id = $1", [id])).toEqual([]);
});

test("a run that is asked for changes nothing about the schedule", async () => {
  const reportId = await world.made();
  await ran(world.client, reportId, daysAgo(0));
  await world.turnBack(reportId, daysAgo(1));
  const runs = await world.settled(reportId);
  expect(runs.map(({ trigger, from }) => [trigger, from])).toEqual([
    ["schedule", daysAgo(1)],
    ["manual", daysAgo(1)],
  ]);
});
