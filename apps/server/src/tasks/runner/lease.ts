import { and, eq } from "drizzle-orm";
import { taskAttempts, tasks } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { Begun } from "./begin-attempt.ts";
import type { World } from "./world.ts";

const lookMs = 500;
const leaseMs = 10_000;

export const freshLease = (): Date => new Date(Date.now() + leaseMs);

/**
 * Says that the attempt lives, and looks whether it still should: tells when the task is to be stopped and when
 * another attempt has taken its place. Returns how to end this.
 */
export function keepLease(
  world: World,
  { task, attempt }: Begun,
  tell: (what: "stopped" | "superseded") => void,
): () => void {
  const db = tenant(world.db, task);
  const mine = and(
    eq(taskAttempts.taskId, task.id),
    eq(taskAttempts.attempt, attempt),
    eq(taskAttempts.status, "running"),
  );
  const look = async () => {
    const held = await db.update(taskAttempts, { leaseExpiresAt: freshLease() }, mine);
    if (held.length === 0) return tell("superseded");
    const row = await db.first(tasks, eq(tasks.id, task.id));
    if (row && row.stopRequestedAt !== null) tell("stopped");
  };
  let ended = false;
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => world.log.warn({ err: error, taskId: task.id }, "lease not extended"))
        .finally(() => {
          if (!ended) next();
        });
    }, lookMs);
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
