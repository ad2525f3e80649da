import { and, eq, inArray, isNull, lt, ne, or } from "drizzle-orm";
import type { Logger } from "pino";
import type { Price } from "../http/meter/record-usage.ts";
import type { Database } from "../store/database.ts";
import { sandboxes } from "../store/schema/index.ts";
import { endSandbox } from "./end-sandbox.ts";
import type { SandboxEngine } from "./engine.ts";

const roundMs = 500;
/** How far a crash can be from the last time a sandbox was seen alive; so much of its time may go uncharged. */
const heartbeatMs = 5_000;
/** A younger row's sandbox may still be on its way. */
const settledMs = 10_000;
/** How long after its time a sandbox of another server is left to that server. */
const abandonedMs = 60_000;

export interface Kept {
  readonly engine: Pick<SandboxEngine, "list" | "kill" | "instance">;
  readonly db: Database;
  readonly price: Price;
  readonly log: Logger;
}

/**
 * Keeps rows and sandboxes in step, twice a second: ends what has had its time, notes what still lives, writes down
 * what has gone by itself, and kills what no row speaks for.
 */
export function startKeeper(kept: Kept): { stop(): Promise<void> } {
  let seenAt = 0;
  let round = Promise.resolve();
  let busy = false;
  const turn = async () => {
    const beat = Date.now() - seenAt >= heartbeatMs;
    if (beat) seenAt = Date.now();
    await keep(kept, beat);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = turn()
      .catch((error: unknown) => kept.log.warn({ err: error }, "sandboxes were not looked after"))
      .finally(() => void (busy = false));
  }, roundMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}

async function keep({ engine, db, price }: Kept, beat: boolean): Promise<void> {
  const { signal } = new AbortController();
  // Looked at before the rows and after them: a sandbox is made after its row and killed after its row has ended.
  const before = await engine.list(signal);
  const rows = await db.select().from(sandboxes).where(runningIn(engine));
  const alive = new Set(await engine.list(signal));
  const now = Date.now();
  const known = new Set(rows.map(({ id }) => id));
  for (const { id, expiresAt, createdAt } of rows) {
    if (expiresAt.getTime() <= now) {
      await endSandbox(db, price, id, "expired");
      known.delete(id);
    } else if (!alive.has(id) && now - createdAt.getTime() > settledMs) {
      await endSandbox(db, price, id, "lost");
    }
  }
  for (const id of before) if (!known.has(id)) await engine.kill(id, signal);
  if (!beat) return;
  await noteAlive(db, [...alive]);
  await settleAbandoned({ engine, db, price });
}

/** Rows of this engine's sandboxes. */
const runningIn = ({ instance }: Pick<SandboxEngine, "instance">) =>
  and(eq(sandboxes.status, "running"), or(eq(sandboxes.instance, instance), isNull(sandboxes.instance)));

/** Ends what another server should have ended a while ago: it is not coming back. */
async function settleAbandoned({ engine, db, price }: Omit<Kept, "log">): Promise<void> {
  const overdue = lt(sandboxes.expiresAt, new Date(Date.now() - abandonedMs));
  const theirs = and(eq(sandboxes.status, "running"), ne(sandboxes.instance, engine.instance), overdue);
  for (const { id } of await db.select().from(sandboxes).where(theirs))
    await endSandbox(db, price, id, "lost");
}

/** Writes down that these live now: up to here their time is known, whatever happens next. */
export async function noteAlive(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const running = and(inArray(sandboxes.id, ids), eq(sandboxes.status, "running"));
  await db.update(sandboxes).set({ meteredUntil: new Date() }).where(running);
}

type SettledWith = Pick<Kept, "db" | "price"> & { readonly engine: Pick<SandboxEngine, "instance"> };

/** Ends the rows of sandboxes that are gone with the engine they lived in. */
export async function settleLost({ engine, db, price }: SettledWith): Promise<void> {
  const rows = await db.select().from(sandboxes).where(runningIn(engine));
  for (const { id } of rows) await endSandbox(db, price, id, "lost");
}
