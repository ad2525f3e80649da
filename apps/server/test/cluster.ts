import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { startCluster } from "../src/store/embedded/start-cluster.ts";
import { migrate } from "../src/store/migrate.ts";
import { run } from "./database.ts";

/** Vitest's global setup: one cluster for the whole run, with a migrated database to copy. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "platform-test-"));
  const cluster = await startCluster(join(folder, "postgres"));
  await run(cluster.connection, "create database template_platform");
  const pool = new Pool({ ...cluster.connection, database: "template_platform", max: 1 });
  await migrate(pool);
  await pool.end();
  process.env["TEST_CLUSTER"] = JSON.stringify(cluster.connection);
  return async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
