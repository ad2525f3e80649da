import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { count, sql } from "drizzle-orm";
import type { Database } from "../store/database.ts";
import { newId } from "../store/new-id.ts";
import { apiKeys, organizations, projects } from "../store/schema/index.ts";
import { transaction } from "../store/transaction.ts";
import { createKey } from "./create-key.ts";
import { makeKeyText } from "./key-text.ts";

export interface Bootstrap {
  /** The first key; undefined when there were keys already. */
  readonly key: string | undefined;
  /** Where the first key was written. */
  readonly path: string;
}

/** On an empty database: organization and project `default`, and a key that may do everything. */
export async function bootstrap(db: Database, dataDir: string, chosen?: string): Promise<Bootstrap> {
  const path = join(dataDir, "bootstrap-key");
  return transaction(db, async (tx) => {
    // One at a time: two servers that start on one empty database must not both make a first key.
    await tx.execute(sql`select pg_advisory_xact_lock(7201188)`);
    const [keys] = await tx.select({ n: count() }).from(apiKeys);
    if (keys && keys.n > 0) return { key: undefined, path };
    const text = chosen ?? makeKeyText();
    // Written first: a key in the database that nobody knows would lock everyone out.
    await writeFile(path, `${text}\n`, { mode: 0o600 });
    const organizationId = newId("org");
    const projectId = newId("prj");
    await tx.insert(organizations).values({ id: organizationId, name: "default" });
    await tx.insert(projects).values({ id: projectId, organizationId, name: "default" });
    await createKey(tx, { organizationId, projectId, name: "bootstrap", scopes: ["*"], key: text });
    return { key: text, path };
  });
}
