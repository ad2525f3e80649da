import type { PoolConfig } from "pg";
import type { Logger } from "pino";
import type { Slot } from "../../engines.ts";
import { blocks } from "../blocks/registry.ts";
import type { TaskQueue } from "../engine.ts";
import { openPgBoss } from "./pg-boss/open-pg-boss.ts";

/** Opens the task queue with the blocks that ship, or says why there is none. */
export async function openTasks(
  folders: readonly string[],
  connection: PoolConfig,
  log: Logger,
): Promise<Slot<TaskQueue>> {
  const registry = `../blocks/registry${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`;
  const catalogue = { blocks, folders, url: new URL(registry, import.meta.url) };
  try {
    return { ok: true, engine: await openPgBoss({ connection, catalogue, log }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      reason: `The task queue could not be opened in the database: ${why.replace(/[.\s]*$/, "")}.`,
      fix: "Let the database's user create the schema `pgboss`, and start the server again.",
    };
  }
}
