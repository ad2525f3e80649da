import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWebhook, verifyWebhook } from "@platform/account";
import { type Client, createClient } from "@platform/core";
import {
  createReport,
  type CreateReportParams,
  downloadReportRun,
  getReportRun,
  listReportRuns,
  listUsage,
  runReport,
} from "@platform/costops";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./database.ts";
import { running, type ServerProcess, startProcess } from "./process.ts";
import { fillWide } from "./report-world.ts";
import { type Receiver, startReceiver } from "./webhook-receiver.ts";

let folder: string;
let database: TestDatabase;
let receiver: Receiver;
const servers: ServerProcess[] = [];
let apiKey = "";
let secret = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-reports-"));
  database = await openTestDatabase();
  receiver = await startReceiver();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
  await receiver[Symbol.asyncDispose]();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<ServerProcess> {
  const { user, password, host, port, database: db } = database.connection;
  const server = running(
    await startProcess({
      PLATFORM_DATA_DIR: join(folder, name),
      PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "true",
      DATABASE_URL: `postgresql://${user}:${String(password)}@/${db}?host=${encodeURIComponent(host ?? "")}&port=${port}`,
    }),
  );
  servers.push(server);
  apiKey ||= /plat_\w+/.exec(server.out())?.[0] ?? "";
  return server;
}
const clientOf = ({ url }: ServerProcess): Client => createClient({ apiKey, baseUrl: url, retry: false });
const query = async (text: string, values: unknown[] = []) =>
  (await database.pool.query<Record<string, string>>(text, values)).rows;
const daily: CreateReportParams = {
  ...{ name: "daily", source: "usage", format: "jsonl", compress: true },
  ...{ cron: "0 0 * * *", period: "previous_day" },
};
const at = "2026-02-03T12:00:00Z";
/** Which runs the receiver was told of, one entry an event. */
const told = async () => {
  const ids = new Map<string, string>();
  for (const { payload, headers } of receiver.received) {
    const { id, data } = await verifyWebhook({ payload, headers: headers as Record<string, string>, secret });
    ids.set(id, String(data["id"]));
  }
  return [...ids.values()];
};

test("runs of a server that is killed are made whole by the next, each told of once", async () => {
  let client = clientOf(await start("a"));
  ({ secret } = await createWebhook(client, { url: receiver.url, eventTypes: ["report.ready"] }));
  const [project] = await query("select id, organization_id from projects");
  const ids = { organizationId: project?.["organization_id"] ?? "", projectId: project?.["id"] ?? "" };
  await fillWide({ database, project: ids }, { runId: "wide", at: "2026-02-02T12:00:00Z" });
  const { id: reportId } = await createReport(client, { ...daily, params: { runId: "wide" } });

  // Killed twice, each time with a part of the file written.
  const reportRunId = (await runReport(client, { reportId, at })).id;
  for (const [attempt, server] of ["b", "c"].entries()) {
    const written = () =>
      query(
        "select 1 from report_file_parts part join report_runs run on run.lease = part.file_id where run.id = $1 and attempt = $2",
        [reportRunId, attempt + 1],
      );
    await expect
      .poll(async () => (await written()).length, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    await servers.at(-1)?.end("SIGKILL");
    expect(await query("select status, file_id from report_runs where id = $1", [reportRunId])).toEqual([
      { status: "running", file_id: null },
    ]);
    client = clientOf(await start(server));
  }
  const ended = () => getReportRun(client, { reportRunId });
  await expect
    .poll(ended, { timeout: 90_000 })
    .toMatchObject({ status: "completed", attempt: 3, rows: 12_000 });
  const { sha256, bytes: size } = await ended();
  const bytes = await (await downloadReportRun(client, { reportRunId })).bytes();
  expect(bytes.byteLength).toBe(size);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  await expect.poll(told, { timeout: 20_000 }).toEqual([reportRunId]);
  expect(await listUsage(client, { eventId: `report:${reportRunId}` }).all()).toHaveLength(1);
}, 300_000);

test("of fifty that are due at once two servers make each once, and tell of each once", async () => {
  const clients = [clientOf(servers.at(-1)!), clientOf(await start("d"))];
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, place) =>
      createReport(clients[place % 2]!, { ...daily, params: { runId: "none" }, name: `report ${place}` }),
    ),
  );
  const ids = made.map(({ id }) => id);
  // Two days are over, at one moment for all.
  await query(
    "update reports set covered_to = covered_to - interval '2 days', next_run_at = now() where id = any($1)",
    [ids],
  );
  const open = async () =>
    (
      await query(
        `select id from reports where id = any($1) and next_run_at <= now()
         union all select id from report_runs where report_id = any($1) and ended_at is null`,
        [ids],
      )
    ).length;
  await expect.poll(open, { timeout: 120_000 }).toBe(0);
  const runs = (await listReportRuns(clients[1]!).all()).filter(({ reportId }) => ids.includes(reportId));
  expect(runs).toHaveLength(100);
  expect(new Set(runs.map(({ reportId, from }) => `${reportId} ${from}`)).size).toBe(100);
  expect(runs.filter(({ status, attempt }) => status !== "completed" || attempt !== 1)).toEqual([]);
  const wanted = runs.map(({ id }) => id).toSorted();
  const heard = async () => (await told()).filter((id) => wanted.includes(id)).toSorted();
  await expect.poll(async () => (await heard()).length, { timeout: 60_000 }).toBe(100);
  expect(await heard()).toEqual(wanted);
  expect(
    await query("select 1 from usage_events where event_id = any($1)", [wanted.map((id) => `report:${id}`)]),
  ).toHaveLength(100);
  // Whichever made it, both give it.
  for (const client of clients)
    expect((await downloadReportRun(client, { reportRunId: wanted[0]! })).sizeBytes).toBeGreaterThan(0);
}, 300_000);
