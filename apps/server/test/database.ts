import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Pool, type PoolConfig } from "pg";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Database } from "../src/store/database.ts";
import { startCluster } from "../src/store/embedded/start-cluster.ts";
import { migrate } from "../src/store/migrate.ts";
import * as schema from "../src/store/schema/index.ts";

export interface TestDatabase {
  readonly db: Database;
  readonly pool: Pool;
  readonly connection: PoolConfig;
  close(): Promise<void>;
}

/**
 * A migrated database of its own, for one test file. With `TEST_CLUSTER` (set by the global setup) it is a
 * copy of a template on the one cluster of the test run; without, the file gets a cluster of its own.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const shared = process.env["TEST_CLUSTER"];
  if (shared === undefined) return openOwn();
  const admin = JSON.parse(shared) as PoolConfig;
  const database = `test_${process.pid}_${crypto.randomUUID().replaceAll("-", "")}`;
  await run(admin, `create database ${database} template template_platform`);
  const opened = openPool({ ...admin, database });
  return {
    ...opened,
    async close() {
      await opened.pool.end();
      await run(admin, `drop database ${database} with (force)`);
    },
  };
}

async function openOwn(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "platform-test-"));
  const cluster = await startCluster(join(folder, "postgres"));
  const opened = openPool(cluster.connection);
  await migrate(opened.pool);
  return {
    ...opened,
    async close() {
      await opened.pool.end();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openPool(connection: PoolConfig) {
  const pool = new Pool({ ...connection, max: 10 });
  // The database is dropped at once after the pool's end, which its last connections may not have noticed.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { pool, connection, db: drizzle(pool, { schema }) satisfies Database };
}

/** The same as `DATABASE_URL` says it. */
export const urlOf = ({ user, password, host = "", port, database }: PoolConfig): string =>
  `postgresql://${user}:${String(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;

/** One statement on a connection of its own. */
export async function run(connection: PoolConfig, statement: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
