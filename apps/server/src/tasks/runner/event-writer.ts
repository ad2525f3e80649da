import { eq } from "drizzle-orm";
import { tasks } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import { appendEvents, type NewEvent } from "../events/append-events.ts";
import type { Begun } from "./begin-attempt.ts";
import type { World } from "./world.ts";

/** Gathers what a block says and writes it in the order it came. */
export interface EventWriter {
  /** Waits while there is too much to write, so that a chatty block is slowed, not remembered. */
  add(event: NewEvent): Promise<void>;
  /** Resolves when all that was added is written. */
  flush(): Promise<void>;
}

const gatherMs = 50;
const most = 1_000;

export function createEventWriter(world: World, { task, attempt }: Begun): EventWriter {
  const db = tenant(world.db, task);
  let waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(events: readonly NewEvent[]): Promise<void> {
    await db.transaction(async (tx) => {
      const [row] = await tx.select(tasks, { where: eq(tasks.id, task.id), lock: "wait" });
      // A later attempt speaks for the task now.
      if (row?.attempt !== attempt || row.status !== "running") return;
      await appendEvents(tx, task.id, events);
      const last = events.findLast((event) => event.type === "progress");
      if (last === undefined) return;
      await tx.update(tasks, { progress: last.percent, updatedAt: new Date() }, eq(tasks.id, task.id));
    });
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const events = waiting;
    waiting = [];
    if (events.length === 0) return writing;
    writing = writing
      .then(() => write(events))
      .catch((error: unknown) => world.log.error({ err: error, taskId: task.id }, "events not written"));
    return writing;
  }

  return {
    flush,
    async add(event) {
      waiting.push(event);
      timer ??= setTimeout(flush, gatherMs);
      if (waiting.length >= most) await flush();
    },
  };
}
