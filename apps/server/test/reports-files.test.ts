import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import {
  createPrice,
  createReport,
  type CreateReportParams,
  downloadReportRun,
  exportCosts,
  exportUsage,
  getReport,
  getReportRun,
  listReportRuns,
  submitUsage,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepReportFiles } from "../src/costops/reports/files/sweep-report-files.ts";
import { fillLedger } from "./ledger.ts";
import { ran, type ReportPlatform, startReportPlatform } from "./report-world.ts";

let world: ReportPlatform;
const used = { provider: "acme", model: "m", units: { x: 1 } };
beforeAll(async () => {
  world = await startReportPlatform();
  const { client } = world;
  const { provider, model } = used;
  await createPrice(client, {
    provider,
    model,
    unit: "x",
    amount: "0.1",
    effectiveFrom: "2026-01-01T00:00:00Z",
  });
  // The last and the first moments of days in Berlin, at 23:00 and, in summer, at 22:00 of UTC.
  for (const occurredAt of [
    "2026-02-01T22:59:59.999Z",
    "2026-02-01T23:00:00Z",
    "2026-02-02T12:00:00Z",
    "2026-02-02T22:59:59.999Z",
    "2026-02-02T23:00:00Z",
  ])
    await submitUsage(client, { ...used, runId: "days", occurredAt });
});
afterAll(() => world.stop());

const daily: CreateReportParams = {
  ...{ name: "daily", source: "usage", params: { runId: "days" }, format: "jsonl" },
  ...{ cron: "0 6 * * *", timeZone: "Europe/Berlin", period: "previous_day" },
};
const made = (more: Partial<CreateReportParams> = {}) => createReport(world.client, { ...daily, ...more });
const day = "2026-02-03T12:00:00+01:00";
const span = { from: "2026-02-01T23:00:00.000Z", to: "2026-02-02T23:00:00.000Z" };

test("a run covers a local day to the millisecond, and its file is what the export gives", async () => {
  const { client } = world;
  const { id: reportId } = await made();
  const run = await ran(client, reportId, day);
  const file = await downloadReportRun(client, { reportRunId: run.id });
  const bytes = await file.bytes();
  expect(run).toMatchObject({
    ...{ ...span, reportId, trigger: "manual", status: "completed", attempt: 1, rows: 3, error: null },
    ...{ bytes: bytes.byteLength, fileName: "usage-2026-02-02.jsonl", durationMs: expect.any(Number) },
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect(file).toMatchObject({ contentType: "application/x-ndjson", sizeBytes: bytes.byteLength });
  const live = await exportUsage(client, { ...span, runId: "days", format: "jsonl" });
  expect(new TextDecoder().decode(bytes)).toBe(await live.text());
  expect(await getReport(client, { reportId })).toMatchObject({ lastRun: run });
  expect(await listReportRuns(client, { reportId }).all()).toEqual([run]);
  // Kept for 30 days from the end of the run.
  expect(Date.parse(run.fileExpiresAt ?? "") - Date.parse(run.endedAt ?? "")).toBe(30 * 86_400_000);
});

test("the other source, every format, packed too, are what the exports give", async () => {
  const { client } = world;
  for (const format of ["csv", "json", "jsonl", "parquet"] as const) {
    const { id: reportId } = await made({ format, source: "costs", params: { groupBy: ["day", "model"] } });
    const run = await ran(client, reportId, day);
    const bytes = await (await downloadReportRun(client, { reportRunId: run.id })).bytes();
    const asked = { ...span, format, groupBy: ["day" as const, "model" as const] };
    const live = await exportCosts(client, { ...asked, timeZone: "Europe/Berlin" });
    expect(Buffer.compare(bytes, await live.bytes()), format).toBe(0);
    expect(run).toMatchObject({ rows: 1, fileName: `costs-2026-02-02.${format}` });
  }
  const { id: reportId } = await made({ compress: true, params: { runId: "days", columns: "focus" } });
  const run = await ran(client, reportId, day);
  expect(run.fileName).toBe("usage-focus-1.2-2026-02-02.jsonl.gz");
  const file = await downloadReportRun(client, { reportRunId: run.id });
  expect(file.contentType).toBe("application/gzip");
  const lines = gunzipSync(await file.bytes())
    .toString()
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { BilledCost: string }).BilledCost)).toEqual([
    "0.1",
    "0.1",
    "0.1",
  ]);
});

test("what comes late is in the file of a run that is asked for afterwards", async () => {
  const { client } = world;
  const { id: reportId } = await made({ params: { runId: "late" } });
  expect(await ran(client, reportId, day)).toMatchObject({ status: "completed", rows: 0, bytes: 0 });
  await submitUsage(client, { ...used, runId: "late", occurredAt: "2026-02-02T12:00:00Z" });
  expect(await ran(client, reportId, day)).toMatchObject({ ...span, rows: 1 });
});

test("a file of many parts is whole", async () => {
  const { client, query } = world;
  await fillLedger(world.platform, { runId: "big", count: 1_300, from: "2026-03-02T00:00:00Z" });
  // Four megabytes and a half, some of it long rows: parts of half a megabyte cut through them.
  await query(
    `update usage_events set metadata = jsonb_build_object('note', repeat(id, 200)) where run_id = 'big'`,
  );
  const { id: reportId } = await made({ params: { runId: "big" }, timeZone: "UTC" });
  const run = await ran(client, reportId, "2026-03-03T12:00:00Z");
  const [found] = await query(
    "select count(*)::int n, max(octet_length(bytes)) longest from report_file_parts where run_id = $1",
    [run.id],
  );
  expect(run).toMatchObject({ rows: 1_300 });
  expect(found).toMatchObject({ n: Math.ceil((run.bytes ?? 0) / 524_288), longest: 524_288 });
  expect(found.n).toBeGreaterThan(7);
  const bytes = await (await downloadReportRun(client, { reportRunId: run.id })).bytes();
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(run.sha256);
  expect(new TextDecoder().decode(bytes).trimEnd().split("\n")).toHaveLength(1_300);
});

test("a file is kept for its days; the run stays and says so", async () => {
  const { client, query } = world;
  const { id: reportId } = await made({ keepDays: 1 });
  const kept = await ran(client, reportId, day);
  const old = await ran(client, reportId, day);
  await query("update report_runs set file_expires_at = now() where id = $1", [old.id]);
  const parts = async (id: string) =>
    (await query("select 1 from report_file_parts where run_id = $1", [id])).length;
  // Already before it is removed.
  const gone = { code: "report_file_gone", status: 410 };
  await expect(downloadReportRun(client, { reportRunId: old.id })).rejects.toMatchObject(gone);
  expect([await parts(kept.id), await parts(old.id)]).toEqual([1, 1]);
  await sweepReportFiles(world.platform.database.db);
  expect([await parts(kept.id), await parts(old.id)]).toEqual([1, 0]);
  expect(await getReportRun(client, { reportRunId: old.id })).toMatchObject({ rows: 3, status: "completed" });
  expect(await (await downloadReportRun(client, { reportRunId: kept.id })).text()).not.toBe("");
});
