import { sql } from "drizzle-orm";
import type { PoolConfig } from "pg";
import { type DatabaseOptions, fromDrizzle, type Job, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { databaseBehind } from "../../../store/database-behind.ts";
import type { Tenant, TenantIds } from "../../../store/tenant-types.ts";
import type { Catalogue } from "../../blocks/catalogue.ts";
import type { TaskQueue } from "../../engine.ts";
import { jobId } from "./job-id.ts";
import { maintenance, queueSettings, workSettings } from "./settings.ts";

const queue = "tasks";

type Payload = TenantIds & { readonly taskId: string };

export interface PgBossOptions {
  readonly connection: PoolConfig;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/** Opens the durable queue in the schema `pgboss` of the platform's own database. */
export async function openPgBoss({ connection, catalogue, log }: PgBossOptions): Promise<TaskQueue> {
  const boss = new PgBoss({ ...toDatabaseOptions(connection), ...maintenance });
  let closed = false;
  // Without a listener a broken connection would end the process. Its errors hold whole connections: only the
  // message is logged.
  boss.on("error", ({ message }) => {
    if (!closed) log.warn({ reason: message }, "the task queue had an error");
  });
  boss.on("warning", (warning) => log.warn({ warning: warning.message }, "the task queue warns"));
  await boss.start();
  await boss.createQueue(queue, queueSettings);
  // A queue that an earlier version made keeps its old settings otherwise.
  await boss.updateQueue(queue, queueSettings);

  const within = (db: Tenant) => ({ db: fromDrizzle(databaseBehind(db), sql) });
  return {
    catalogue,
    async enqueue(db, taskId) {
      const payload: Payload = { ...db.ids, taskId };
      await boss.send(queue, payload, { id: jobId(taskId), ...within(db) });
    },
    async cancel(db, taskId) {
      await boss.cancel(queue, jobId(taskId), within(db));
    },
    async work(concurrency, handle) {
      for (let at = 0; at < concurrency; at++) {
        let worker = "";
        worker = await boss.work<Payload>(queue, workSettings, async (jobs: Job<Payload>[]) => {
          for (const { data, signal } of jobs) {
            const { organizationId, projectId, taskId } = data;
            // Else it would sleep until its next poll, whatever waits.
            await handle({ ids: { organizationId, projectId }, taskId, signal }).finally(() =>
              boss.notifyWorker(worker),
            );
          }
        });
      }
    },
    stopWork: () => boss.offWork(queue, { wait: true }),
    async close() {
      closed = true;
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

/** What pg and pg-boss both know of a connection. */
function toDatabaseOptions({ connectionString, host, port, user, password, database, ssl }: PoolConfig) {
  const given = { connectionString, host, port, user, password, database, ssl };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as DatabaseOptions;
}
