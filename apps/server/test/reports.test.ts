import { createApiKey, listAuditEvents } from "@platform/account";
import { NotFoundError } from "@platform/core";
import {
  createReport,
  type CreateReportParams,
  deleteReport,
  downloadReportRun,
  getReport,
  getReportRun,
  listReportRuns,
  listReports,
  listUsage,
  runReport,
  submitUsage,
  updateReport,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ran, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
const used = { provider: "acme", model: "m", units: { x: 1 } };
beforeAll(async () => {
  world = await startReportPlatform();
});
afterAll(() => world.stop());

const daily: CreateReportParams = {
  ...{ name: "daily", source: "usage", params: { runId: "days" }, format: "jsonl" },
  ...{ cron: "0 6 * * *", timeZone: "Europe/Berlin", period: "previous_day" },
};
const made = (more: Partial<CreateReportParams> = {}) => createReport(world.client, { ...daily, ...more });
const day = "2026-02-03T12:00:00+01:00";

test("a report is made, read, changed, paused and deleted", async () => {
  const { client } = world;
  const report = await made();
  expect(report).toMatchObject({
    ...{ ...daily, compress: false, protectFormulas: true, enabled: true, keepDays: 30, lastRun: null },
    id: expect.stringMatching(/^rpt_/),
  });
  const reportId = report.id;
  expect(new Date(report.nextRunAt ?? 0).getTime()).toBeGreaterThan(Date.now());
  expect(await getReport(client, { reportId })).toEqual(report);
  expect(await listReports(client).all()).toEqual([report]);

  const changed = await updateReport(client, { reportId, name: "at seven", cron: "0 7 * * *", keepDays: 5 });
  expect(changed).toMatchObject({ name: "at seven", cron: "0 7 * * *", keepDays: 5, enabled: true });
  const hour = 3_600_000;
  expect(Date.parse(changed.nextRunAt ?? "") - Date.parse(report.nextRunAt ?? "")).toBe(hour);
  const paused = await updateReport(client, { reportId, enabled: false });
  expect(paused).toMatchObject({ enabled: false, nextRunAt: null, name: "at seven" });
  const again = await updateReport(client, { reportId, enabled: true });
  expect(again.nextRunAt).toBe(changed.nextRunAt);

  expect(await deleteReport(client, { reportId })).toEqual({ id: reportId });
  for (const act of [getReport, deleteReport, updateReport, runReport])
    await expect(act(client, { reportId })).rejects.toMatchObject({ code: "report_not_found", status: 404 });
  expect(await world.query("select 1 from reports where id = $1", [reportId])).toEqual([]);
});

test("without a time the last whole period is reported; a time to come is refused", async () => {
  const { client } = world;
  const { id: reportId } = await made({ period: "previous_month", timeZone: "UTC" });
  const { from, to } = await runReport(client, { reportId });
  const now = new Date();
  const monthsAgo = (count: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count)).toISOString();
  expect([from, to]).toEqual([monthsAgo(1), monthsAgo(0)]);
  const ahead = runReport(client, { reportId, at: "2999-01-01T00:00:00Z" });
  await expect(ahead).rejects.toMatchObject({ param: "at", status: 400 });
});

test("a run is one export in the ledger; what changes reports is in the audit log", async () => {
  const { client } = world;
  const { id: reportId } = await made();
  const { id } = await ran(client, reportId, day);
  // The request for it is free.
  expect(await listUsage(client, { operation: "runReport" }).all()).toEqual([]);
  expect(await listUsage(client, { eventId: `report:${id}` }).all()).toMatchObject([
    { units: { request: "1" }, provider: "platform", model: "exportUsage" },
  ]);
  await deleteReport(client, { reportId });
  const acts = await listAuditEvents(client, { targetId: reportId }).all();
  expect(acts.map(({ operation }) => operation)).toEqual(["deleteReport", "runReport", "createReport"]);
});

test("another project's reports, runs and files are not found", async () => {
  const { client } = world;
  const stranger = await world.platform.stranger();
  const { id: reportId } = await made();
  const { id: reportRunId } = await ran(client, reportId, day);
  for (const act of [getReport, updateReport, deleteReport, runReport])
    await expect(act(stranger, { reportId })).rejects.toBeInstanceOf(NotFoundError);
  for (const act of [getReportRun, downloadReportRun])
    await expect(act(stranger, { reportRunId })).rejects.toMatchObject({ code: "report_run_not_found" });
  expect(await listReports(stranger).all()).toEqual([]);
  expect(await listReportRuns(stranger).all()).toEqual([]);
  const theirs = await createReport(stranger, daily);
  expect(await ran(stranger, theirs.id, day)).toMatchObject({ rows: 0 });
});

test("who cannot read costs makes no report, and what every project spent stays with those who may ask", async () => {
  const { client, clientWith } = world.platform;
  const withScopes = async (...scopes: string[]) =>
    clientWith((await createApiKey(client, { name: "k", scopes })).key);
  const writer = await withScopes("costops:write");
  await expect(createReport(writer, daily)).rejects.toMatchObject({ code: "scope_not_held", status: 403 });
  const wide = { ...daily, source: "costs" as const, params: { everyProject: true } };
  const narrow = await withScopes("costops:read", "costops:write");
  await expect(createReport(narrow, wide)).rejects.toMatchObject({ code: "scope_missing" });

  const { id: reportId } = await createReport(client, wide);
  await submitUsage(client, { ...used, occurredAt: "2026-02-02T12:00:00Z" });
  const run = await ran(narrow, reportId, day);
  expect(run).toMatchObject({ status: "completed", rows: 1 });
  const taken = downloadReportRun(narrow, { reportRunId: run.id });
  await expect(taken).rejects.toMatchObject({ code: "scope_missing", status: 403 });
  expect(await (await downloadReportRun(client, { reportRunId: run.id })).text()).toContain("cost");
});

test.each([
  ["cron", { cron: "every day" }],
  ["cron", { cron: "0 6 * *" }],
  ["cron", { cron: "0 0 6 * * *" }],
  ["cron", { cron: "@daily" }],
  ["cron", { cron: "H 6 * * *" }],
  ["cron", { cron: "60 6 * * *" }],
  ["cron", { cron: "0 0 31 4,6 *" }],
  ["cron", { cron: `${"L".repeat(98)} 1` }],
  ["timeZone", { timeZone: "Mars/Base" }],
  ["timeZone", { timeZone: "+02:00" }],
  ["compress", { compress: true, format: "parquet" as const }],
  ["keepDays", { keepDays: 366 }],
  ["keepDays", { keepDays: 0 }],
  ["params.groupBy", { params: { groupBy: ["day" as const] } }],
  ["params.everyProject", { params: { everyProject: true } }],
  ["params.columns", { source: "costs" as const, params: { columns: "focus" as const } }],
  ["params.from", { params: { from: "2026-01-01T00:00:00Z" } as object }],
])("%s is refused: %j", async (param, more) => {
  await expect(made(more)).rejects.toMatchObject({ name: "ValidationError", param });
});

test("the same request again makes no second report, nor a second run", async () => {
  const { client } = world;
  const options = { idempotencyKey: "one-report" };
  const [first, second] = [
    await createReport(client, daily, options),
    await createReport(client, daily, options),
  ];
  expect(second).toEqual(first);
  const reportId = first.id;
  const [run, again] = await Promise.all(
    [1, 2].map(() => runReport(client, { reportId }, { idempotencyKey: "one-run" })),
  );
  expect(again?.id).toBe(run?.id);
  expect(await listReportRuns(client, { reportId }).all()).toHaveLength(1);
});
