import { join } from "node:path";
import { type NodePgDatabase, drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolConfig } from "pg";
import { startCluster } from "./embedded/start-cluster.ts";
import { freeLeases } from "./embedded/free-leases.ts";
import { migrate } from "./migrate.ts";
import * as schema from "./schema/index.ts";
import type { Database } from "./database.ts";

export interface Store {
  readonly db: Database;
  readonly pool: Pool;
  /** How to make further connections to the same database: for the queue. */
  readonly connection: PoolConfig;
  /** `"embedded"`, or `"external"` for a database of one's own. */
  readonly kind: "embedded" | "external";
  /** Resolves when the embedded PostgreSQL ends unasked. Never, for an external one. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

/** Opens the database and brings it up to date. The caller holds the data folder's lock. */
export async function openStore(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): Promise<Store> {
  if (options.databaseUrl !== undefined) {
    return openPool(
      { connectionString: options.databaseUrl },
      "external",
      new Promise(() => {}),
      async () => {},
    );
  }
  const cluster = await startCluster(join(options.dataDir, "postgres"));
  const store = await openPool(cluster.connection, "embedded", cluster.lost, cluster.stop);
  // Only this server can reach this database, so whoever held them is gone.
  await freeLeases(store.db);
  return store;
}

async function openPool(
  connection: PoolConfig,
  kind: Store["kind"],
  lost: Promise<Error>,
  stop: () => Promise<void>,
): Promise<Store> {
  const pool = new Pool({ ...connection, max: 20, application_name: "platform" });
  // A connection that breaks while idle is replaced on next use; without a listener it would end the process.
  pool.on("error", () => {});
  // The same for one that breaks while the pool is being closed.
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    await stop();
    throw error;
  }
  const db: NodePgDatabase<typeof schema> = drizzle(pool, { schema });
  return {
    db,
    pool,
    connection,
    kind,
    lost,
    async close() {
      await pool.end();
      await stop();
    },
  };
}
