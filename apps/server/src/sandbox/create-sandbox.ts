import type { CreateSandboxParams, SandboxInfo } from "@platform/sandbox";
import { eq } from "drizzle-orm";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { newId } from "../store/new-id.ts";
import { sandboxes } from "../store/schema/index.ts";
import { reserveSandbox } from "./reserve-sandbox.ts";
import { limitsOf } from "./sizes.ts";
import { templateOf } from "./templates.ts";
import { toSandboxInfo } from "./to-sandbox-info.ts";

/** How long after its time a sandbox is in the ledger at the latest, also when its server is gone. */
const endedWithinMs = 300_000;

/**
 * Starts a sandbox. Its row comes first: a sandbox without one would be nobody's to kill. With the row, all or nothing,
 * comes the money set aside for it, which no other row would free.
 */
export async function createSandbox(context: Context, params: CreateSandboxParams): Promise<SandboxInfo> {
  const { db, principal, runId, signal } = context;
  const { template = "python", size = "small", ttlMinutes = 60, env = {}, labels = {} } = params;
  templateOf(template);
  const engine = need(context.engines.sandbox);
  const limits = limitsOf(size);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + ttlMinutes * 60_000);
  const id = newId("sbx");
  const [eventId, until] = [`sandbox:${id}`, new Date(expiresAt.getTime() + endedWithinMs)];
  const row = await db.transaction(async (tx) => {
    await context.hold({ eventId, until }, tx);
    return reserveSandbox(tx, {
      ...{ id, template, size, env, labels, createdAt, expiresAt, ...limits },
      instance: engine.instance,
      isolation: engine.capabilities.isolation,
      apiKeyId: principal.apiKeyId,
      status: "running",
      runId: runId ?? null,
    });
  });
  try {
    await engine.create({ id, limits, env }, signal);
    return toSandboxInfo(row);
  } catch (error) {
    await db.transaction(async (tx) => {
      await tx.remove(sandboxes, eq(sandboxes.id, id));
      await context.letGo(eventId, tx);
    });
    throw error;
  }
}
