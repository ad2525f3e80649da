import { fail } from "../http/errors/http-error.ts";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { databaseBehind } from "../store/database-behind.ts";
import type { sandboxes } from "../store/schema/index.ts";
import type { Row } from "../store/tenant-types.ts";
import type { SandboxEngine } from "./engine.ts";
import { endSandbox } from "./end-sandbox.ts";
import { findSandbox } from "./find-sandbox.ts";
import { sandboxEnded } from "./sandbox-ended.ts";

/** Does something in a running sandbox. When that has ended, before or meanwhile, the caller is told how. */
export async function inside<T>(
  context: Context,
  sandboxId: string,
  work: (engine: SandboxEngine, row: Row<typeof sandboxes>) => Promise<T>,
): Promise<T> {
  const { db, price } = context;
  const row = await findSandbox(db, sandboxId);
  if (row.status !== "running") return sandboxEnded(row);
  const engine = need(context.engines.sandbox);
  if (row.instance !== null && row.instance !== engine.instance) {
    fail(
      503,
      "sandbox_elsewhere",
      `Sandbox ${sandboxId} lives on another server of this platform. Ask that one.`,
    );
  }
  if (row.expiresAt <= new Date()) {
    // Its keeper will take it down within the second.
    await endSandbox(databaseBehind(db), price, sandboxId, "expired");
    return sandboxEnded(await findSandbox(db, sandboxId));
  }
  try {
    return await work(engine, row);
  } catch (error) {
    if (context.signal.aborted || (await lives(engine, sandboxId))) throw error;
    // Nothing happens when another one has ended it and said so.
    await endSandbox(databaseBehind(db), price, sandboxId, "lost");
    return sandboxEnded(await findSandbox(db, sandboxId));
  }
}

/** What fails in a sandbox that is gone fails for that reason, whatever it looks like. */
const lives = async (engine: SandboxEngine, id: string): Promise<boolean> =>
  (await engine.list(new AbortController().signal)).includes(id);
