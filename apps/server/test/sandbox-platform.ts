import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@platform/core";
import { createSandbox, type CreateSandboxParams, type SandboxHandle } from "@platform/sandbox";
import { eq } from "drizzle-orm";
import { costopsOperations } from "../src/costops/operations.ts";
import { createLog } from "../src/log/create-log.ts";
import type { SandboxEngine } from "../src/sandbox/engine.ts";
import { openBubblewrap } from "../src/sandbox/engines/bubblewrap/bubblewrap.ts";
import { startKeeper } from "../src/sandbox/keeper.ts";
import { sandboxOperations } from "../src/sandbox/operations.ts";
import { sandboxes, usageEvents } from "../src/store/schema/index.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

/** A live server with the real sandbox engine and its keeper. */
export interface SandboxPlatform extends TestPlatform {
  readonly engine: SandboxEngine;
  /** A sandbox of the given client, or of one that may do everything. */
  box(params?: CreateSandboxParams, client?: Client): Promise<SandboxHandle>;
  /** The ledger's rows of a sandbox's seconds. */
  lifetimes(sandboxId: string): Promise<(typeof usageEvents.$inferSelect)[]>;
  change(sandboxId: string, changes: Partial<typeof sandboxes.$inferInsert>): Promise<void>;
}

export async function startSandboxPlatform(): Promise<SandboxPlatform> {
  const folder = await mkdtemp(join(tmpdir(), "platform-sandboxes-"));
  const engine = await openBubblewrap({ dataDir: join(folder, "sandboxes") });
  const operations = [...sandboxOperations, ...costopsOperations];
  const platform = await startTestPlatform(operations, { sandbox: { ok: true, engine } });
  const { price } = platform;
  const { db } = platform.database;
  const keeper = startKeeper({ engine, db, price, log: createLog("silent") });
  return {
    ...platform,
    engine,
    box: (params = {}, client = platform.client) => createSandbox(client, params),
    lifetimes: (id) =>
      db
        .select()
        .from(usageEvents)
        .where(eq(usageEvents.eventId, `sandbox:${id}`)),
    async change(id, changes) {
      await db.update(sandboxes).set(changes).where(eq(sandboxes.id, id));
    },
    async stop() {
      await keeper.stop();
      await platform.stop();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again and again until the answer is yes. A test that waits in vain ends at its own limit. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
