import { createWebhook, verifyWebhook } from "@platform/account";
import {
  createReport,
  type CreateReportParams,
  getReport,
  getReportRun,
  listReportRuns,
  runReport,
  type ReportRun,
} from "@platform/costops";
import type { Client } from "@platform/core";
import { expect } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { startSending } from "../src/account/webhooks/sending/start-sending.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { startReports } from "../src/costops/reports/running/start-reports.ts";
import { createLog } from "../src/log/create-log.ts";
import type { TenantIds } from "../src/store/tenant-types.ts";
import { tellOfReports } from "../src/tell-of-reports.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";
import { startReceiver } from "./webhook-receiver.ts";

const dayMs = 86_400_000;

/** The first moment of the UTC day so many days ago; half a day is noon. */
export const daysAgo = (count: number): string =>
  new Date(Math.floor(Date.now() / dayMs) * dayMs - count * dayMs).toISOString();

/** The run, once it has ended. */
async function ended(client: Client, reportRunId: string): Promise<ReportRun> {
  const over = async () => (await getReportRun(client, { reportRunId })).endedAt;
  await expect.poll(over, { timeout: 30_000 }).not.toBeNull();
  return getReportRun(client, { reportRunId });
}

/** Runs a report, and waits for its end. */
export const ran = async (client: Client, reportId: string, at?: string): Promise<ReportRun> =>
  ended(client, (await runReport(client, { reportId, at })).id);

/** A platform that makes reports and tells a webhook of them. */
export async function startReportPlatform(mostBytes?: number) {
  const platform = await startTestPlatform([...accountOperations, ...costopsOperations]);
  const receiver = await startReceiver();
  const { client, price } = platform;
  const { db, pool } = platform.database;
  const log = createLog("silent");
  const make = () => startReports({ db, price, log, tell: tellOfReports, mostBytes });
  let stopReports = make();
  const stopSending = startSending({ db, log, allowPrivate: true });
  const eventTypes = ["report.ready", "report.failed"];
  const { secret } = await createWebhook(client, { url: receiver.url, eventTypes });
  const query = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const runs = (reportId: string) => listReportRuns(client, { reportId }).all();
  return {
    platform,
    client,
    query,
    /** A daily report of nothing, due each minute, unless told otherwise. */
    async made(more: Partial<CreateReportParams> = {}): Promise<string> {
      const daily = { name: "daily", source: "usage", params: { runId: "none" }, format: "csv" } as const;
      const due = { cron: "* * * * *", period: "previous_day" } as const;
      return (await createReport(client, { ...daily, ...due, ...more })).id;
    },
    /** Makes it due, as if nothing were reported since then. */
    turnBack: (reportId: string, coveredTo: string) =>
      query("update reports set covered_to = $2, next_run_at = now() where id = $1", [reportId, coveredTo]),
    /** Its runs, once all have ended and none is due. */
    async settled(reportId: string): Promise<ReportRun[]> {
      const open = async () => {
        const { nextRunAt } = await getReport(client, { reportId });
        const isDue = nextRunAt !== null && Date.parse(nextRunAt) <= Date.now();
        return isDue || (await runs(reportId)).some(({ endedAt }) => endedAt === null);
      };
      await expect.poll(open, { timeout: 30_000 }).toBe(false);
      return runs(reportId);
    },
    /** Its newest run. */
    newest: async (reportId: string) => (await runs(reportId))[0] as ReportRun,
    /** The events that the webhook got, each checked. */
    async told(reportId: string) {
      const events = await Promise.all(
        receiver.received.map(({ payload, headers }) =>
          verifyWebhook({ payload, headers: headers as Record<string, string>, secret }),
        ),
      );
      return events.filter(({ data }) => data["reportId"] === reportId);
    },
    stopReports: () => stopReports(),
    startReports: () => void (stopReports = make()),
    async stop() {
      await stopReports();
      await stopSending();
      await receiver[Symbol.asyncDispose]();
      await platform.stop();
    },
  };
}

export type ReportPlatform = Awaited<ReturnType<typeof startReportPlatform>>;

/** Puts 12,000 events into the ledger that make a file of some 25 MB, half of it when packed. */
export async function fillWide(
  { database, project }: Pick<TestPlatform, "database"> & { project: TenantIds },
  { runId, at }: { runId: string; at: string },
): Promise<void> {
  await database.pool.query(
    `insert into usage_events (id, organization_id, project_id, event_id, operation, provider, model, units,
       cost, currency, price_ids, run_id, metadata, started_at, occurred_at)
     select 'use_' || $3 || lpad(n::text, 8, '0'), $1, $2, $3 || n, 'bulk', 'acme', 'large',
       '{"input_token": "1"}', 0.01, 'USD', '{}', $3,
       jsonb_build_object('note', (select string_agg(md5($3 || n || part), '') from generate_series(1, 60) part)),
       $4::timestamptz, $4::timestamptz from generate_series(1, 12000) n`,
    [project.organizationId, project.projectId, runId, at],
  );
}
