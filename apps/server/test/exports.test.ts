import { gunzipSync } from "node:zlib";
import { StreamError } from "@platform/core";
import {
  createPrice,
  exportCosts,
  exportUsage,
  type ExportUsageParams,
  getCosts,
  listUsage,
  submitUsage,
} from "@platform/costops";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { fillLedger } from "./ledger.ts";
import { readParquet } from "./read-parquet.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform(costopsOperations);
  const { client } = platform;
  const price = { provider: "acme", model: "m", effectiveFrom: "2026-01-01T00:00:00Z" };
  await createPrice(client, { ...price, unit: "input_token", amount: "2.50", per: "1000000" });
  await createPrice(client, { ...price, unit: "image", amount: "0.0333333333" });
  for (let n = 1; n <= 5; n++) {
    await submitUsage(client, {
      provider: "acme",
      model: "m",
      units: { input_token: String(n * 1_111), image: `${n}.5` },
      runId: "few",
      userId: n === 1 ? '=cmd|"/c calc"!A0' : n === 2 ? 'a, "b"\r\nc' : `user ${n}`,
      tags: n === 3 ? { team: "žluťoučký" } : {},
      durationMs: n,
      occurredAt: `2026-02-0${n}T10:20:30.123Z`,
    });
  }
});
afterAll(() => platform.stop());

const few = { runId: "few" } as const;
const text = async (params: ExportUsageParams) => (await exportUsage(platform.client, params)).text();
const oldestFirst = async (filter: { runId: string }) =>
  (await listUsage(platform.client, filter).all()).toReversed();

test("CSV holds every field, quoted by RFC 4180, amounts to the last digit", async () => {
  const file = await exportUsage(platform.client, { ...few, format: "csv", protectFormulas: false });
  expect(file.contentType).toBe("text/csv; charset=utf-8");
  const content = await file.text();
  expect(content.endsWith("\r\n")).toBe(true);
  const rows = parse(content, { columns: true }) as Record<string, string>[];
  const ledger = await oldestFirst(few);
  expect(rows).toEqual(
    ledger.map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [
          name,
          value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value),
        ]),
      ),
    ),
  );
});

test("text that a spreadsheet would calculate is taken for text", async () => {
  const [first] = parse(await text({ ...few, format: "csv" }), { columns: true }) as Record<string, string>[];
  expect(first).toMatchObject({ userId: `'=cmd|"/c calc"!A0`, units: expect.stringMatching(/^\{/) });
});

test("JSON and JSON lines are the records themselves", async () => {
  const ledger = await oldestFirst(few);
  expect(JSON.parse(await text({ ...few, format: "json" }))).toEqual(ledger);
  const lines = (await text({ ...few, format: "jsonl" })).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(ledger);
  expect(JSON.parse(await text({ runId: "nobody", format: "json" }))).toEqual([]);
  expect(await text({ runId: "nobody", format: "jsonl" })).toBe("");
});

test("Parquet, read by another program, says the same to the last digit", async () => {
  const read = await readParquet(
    await (await exportUsage(platform.client, { ...few, format: "parquet" })).bytes(),
  );
  const ledger = await oldestFirst(few);
  expect(read.types).toMatchObject({ cost: "DECIMAL(30,10)", occurredAt: "TIMESTAMP UTC", tags: "JSON" });
  expect(read.rows).toEqual(
    ledger.map((record) => ({
      ...record,
      cost: BigInt(record.cost!.split(".")[0]! + record.cost!.split(".")[1]!.padEnd(10, "0")),
      durationMs: BigInt(record.durationMs!),
      occurredAt: new Date(record.occurredAt),
      createdAt: new Date(record.createdAt),
    })),
  );
});

test("a packed file is the file, packed", async () => {
  const packed = await exportUsage(platform.client, { ...few, format: "jsonl", compress: true });
  expect(packed.contentType).toBe("application/gzip");
  expect(gunzipSync(await packed.bytes()).toString()).toBe(await text({ ...few, format: "jsonl" }));
  await expect(text({ ...few, format: "parquet", compress: true })).rejects.toMatchObject({
    param: "compress",
  });
});

test("every event of a long ledger is there once, over all pages and row groups", async () => {
  await fillLedger(platform, { runId: "long", count: 10_500 });
  const ids = (await text({ runId: "long", format: "jsonl" }))
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toHaveLength(10_500);
  expect(new Set(ids).size).toBe(10_500);
  expect(ids).toEqual(ids.toSorted());
  const file = await exportUsage(platform.client, { runId: "long", format: "parquet" });
  const { rows, groups } = await readParquet(await file.bytes());
  expect(groups).toBe(2);
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test("costs are written as getCosts gives them", async () => {
  const params = { ...few, groupBy: ["day", "model"] } as const;
  const { groups, totals } = await getCosts(platform.client, { ...params, groupBy: [...params.groupBy] });
  const file = await exportCosts(platform.client, { ...few, groupBy: ["day", "model"], format: "csv" });
  const rows = parse(await file.text(), { columns: true }) as Record<string, string>[];
  expect(rows).toEqual(
    groups.map(({ key, currency, cost, count, unpriced, durationMs, tokens, units }) => ({
      ...key,
      ...{ currency, cost, count: `${count}`, unpriced: `${unpriced}`, durationMs: `${durationMs}` },
      ...{ tokens, units: JSON.stringify(units) },
    })),
  );
  const mars = exportCosts(platform.client, { ...few, format: "csv", timeZone: "Mars/Base" });
  await expect(mars).rejects.toMatchObject({ param: "timeZone", status: 400 });
  const total = await exportCosts(platform.client, { ...few, format: "json" });
  expect(JSON.parse(await total.text())).toEqual(totals);
});

const transactions = async () => {
  const { rows } = await platform.database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and backend_type = 'client backend' and state in ('idle in transaction', 'active')`,
  );
  return rows.map(({ pid }) => pid);
};

const breaks = (bytes: Uint8Array) => bytes.filter((byte) => byte === 10).length;
/** An export of 25,000 events, begun: more than all buffers on the way hold. */
const begun = async () => {
  const file = await exportUsage(platform.client, { runId: "huge", format: "jsonl" });
  const reader = file.stream.getReader();
  return { reader, lines: breaks((await reader.read()).value ?? new Uint8Array()) };
};

test("a long file is read at one moment", async () => {
  await fillLedger(platform, { runId: "huge", count: 25_000, note: 2_000 });
  const { reader, ...first } = await begun();
  const { pool } = platform.database;
  await pool.query("delete from usage_events where run_id = 'huge' and id > 'use_huge00024000'");
  let { lines } = first;
  for (let step = await reader.read(); !step.done; step = await reader.read()) lines += breaks(step.value);
  expect(lines).toBe(25_000);
  expect((await getCosts(platform.client, { runId: "huge" })).totals).toMatchObject([{ count: 24_000 }]);
});

test("a file that cannot be finished is an error", async () => {
  const { reader } = await begun();
  const [pid] = await transactions();
  await platform.database.pool.query("select pg_terminate_backend($1)", [pid]);
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toBeInstanceOf(StreamError);
});

test("an export ends when nobody reads it", async () => {
  const { reader } = await begun();
  expect(await transactions()).toHaveLength(1);
  await reader.cancel();
  await expect.poll(transactions, { timeout: 5_000 }).toEqual([]);
});

test("a fifth export at once is told to come later", async () => {
  const readers = await Promise.all(
    Array.from({ length: 4 }, async () =>
      (await exportUsage(platform.client, { runId: "huge", format: "jsonl" })).stream.getReader(),
    ),
  );
  const fifth = exportUsage(platform.client, { ...few, format: "csv" });
  await expect(fifth).rejects.toMatchObject({ code: "too_many_exports", status: 503 });
  await Promise.all(readers.map((reader) => reader.cancel()));
  await expect
    .poll(async () => text({ ...few, format: "csv" }).catch(() => ""), { timeout: 5_000 })
    .not.toBe("");
});

test("a server that stops does not wait for whoever reads slowly", async () => {
  const stopping = await startTestPlatform(costopsOperations);
  await fillLedger(stopping, { runId: "slow", count: 20_000, note: 2_000 });
  const reader = (await exportUsage(stopping.client, { runId: "slow", format: "json" })).stream.getReader();
  await reader.read();
  await stopping.stop();
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toBeInstanceOf(StreamError);
});

test("one project's export holds nothing of another's", async () => {
  const stranger = await platform.stranger();
  const file = await exportUsage(stranger, { ...few, format: "jsonl" });
  expect(await file.text()).toBe("");
  const costs = await exportCosts(stranger, { ...few, format: "json" });
  expect(JSON.parse(await costs.text())).toEqual([]);
});
