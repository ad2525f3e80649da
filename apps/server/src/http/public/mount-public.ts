import type { Hono } from "hono";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { AppEnv } from "../observe/observe.ts";
import type { Operation } from "../operation.ts";
import { version } from "./version.ts";

/** What is answered without a key. */
export function mountPublic(app: Hono<AppEnv>, deps: Deps, _operations: readonly Operation[]): void {
  app.get("/livez", (c) => c.json({ status: "ok" }));
  app.get("/version", (c) => c.json({ name: "platform", version, node: process.version }));
  app.get("/readyz", async (c) => {
    const database = await deps.db.execute(sql`select 1`).then(
      () => ({ ok: true }),
      () => ({ ok: false, reason: "The database does not answer." }),
    );
    const engines = Object.fromEntries(
      Object.entries(deps.engines).map(([name, slot]) => [
        name,
        slot.ok ? { ok: true, name: slot.engine.name } : { ok: false, reason: slot.reason, fix: slot.fix },
      ]),
    );
    const ready = deps.isReady() && database.ok;
    return c.json({ ready, stopping: !deps.isReady(), database, engines }, ready ? 200 : 503);
  });
  app.get("/metrics", async () => {
    const { registry } = deps.metrics;
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  });
}
