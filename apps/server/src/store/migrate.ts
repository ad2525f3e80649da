import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Pool, PoolClient } from "pg";

/** Where drizzle-kit writes the migrations; the same distance from the sources and from the build. */
export const migrationsFolder = new URL("../../drizzle/", import.meta.url);

interface Migration {
  readonly tag: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies what is missing, in one transaction, while other servers wait. Returns the tags applied.
 * Refuses when an applied migration was changed since, or when the database is ahead of this server.
 */
export async function migrate(pool: Pool, folder: URL = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7201187)");
    const applied = await apply(client, migrations);
    await client.query("commit");
    return applied;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function apply(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(
    `create table if not exists platform_migrations (
       tag text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const known = new Map<string, string>();
  const rows = await client.query<{ tag: string; checksum: string }>(
    "select tag, checksum from platform_migrations",
  );
  for (const row of rows.rows) known.set(row.tag, row.checksum);

  const applied: string[] = [];
  for (const { tag, sql, checksum } of migrations) {
    const before = known.get(tag);
    known.delete(tag);
    if (before === checksum) continue;
    if (before !== undefined) {
      throw new Error(
        `Migration ${tag} was changed after it was applied. Restore its file; write a new one.`,
      );
    }
    await client.query(sql);
    await client.query("insert into platform_migrations (tag, checksum) values ($1, $2)", [tag, checksum]);
    applied.push(tag);
  }
  const [unknown] = known.keys();
  if (unknown !== undefined) {
    throw new Error(
      `The database has migration ${unknown}, which this server does not know. Start a newer one.`,
    );
  }
  return applied;
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const journal: unknown = JSON.parse(await readFile(new URL("meta/_journal.json", folder), "utf8"));
  const { entries } = journal as { entries: readonly { tag: string }[] };
  return Promise.all(
    entries.map(async ({ tag }) => {
      const sql = await readFile(new URL(`${tag}.sql`, folder), "utf8");
      return { tag, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
