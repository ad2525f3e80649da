import { setTimeout as sleep } from "node:timers/promises";
import { claimRun } from "./claim-run.ts";
import { performRun } from "./perform-run.ts";
import { takeDue } from "./take-due.ts";
import type { ReportWorld } from "./world.ts";

/** How many one server makes at once: each holds a connection of the database while it reads. */
const mostAtOnce = 2;
const idleMs = 500;

/** Begins to make the reports that are due, beside any other server on the same database. Returns how to end it. */
export function startReports(world: ReportWorld): () => Promise<void> {
  const { db, log } = world;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function take(): Promise<boolean> {
    const due = await takeDue(db);
    const run = running.size < mostAtOnce ? await claimRun(db) : undefined;
    if (run === undefined) return due;
    const made: Promise<void> = performRun(world, run, stopping.signal)
      .catch((error: unknown) =>
        log.warn({ err: error, reportRunId: run.id }, "the end of a run was not written"),
      )
      .finally(() => void running.delete(made));
    running.add(made);
    return true;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await take().catch((error: unknown) => {
        log.warn({ err: error }, "reports that are due were not read");
        return false;
      });
      // A place that becomes free is filled at once, else it is asked for anew after a while.
      const wait = sleep(idleMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (!found) await Promise.race([wait, ...running]);
    }
  }

  const looping = loop();
  return async () => {
    stopping.abort(new Error("The server is stopping."));
    await looping;
    await Promise.all(running);
  };
}
