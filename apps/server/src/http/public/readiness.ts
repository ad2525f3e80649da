import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** Whether the server can work, and of each part why not. A missing engine leaves the rest ready. */
export async function readiness({ db, engines, isReady }: Pick<Deps, "db" | "engines" | "isReady">) {
  const database: { ok: boolean; reason?: string } = await db.execute(sql`select 1`).then(
    () => ({ ok: true }),
    () => ({ ok: false, reason: "The database does not answer." }),
  );
  const states = Object.entries(engines).map(([name, slot]) => [
    name,
    slot.ok
      ? { ok: true, name: slot.engine.name, ...(slot.notes?.length ? { notes: slot.notes } : {}) }
      : { ok: false, reason: slot.reason, fix: slot.fix },
  ]);
  const stopping = !isReady();
  return { ready: !stopping && database.ok, stopping, database, engines: Object.fromEntries(states) };
}
