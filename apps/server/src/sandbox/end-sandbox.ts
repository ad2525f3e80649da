import { and, eq } from "drizzle-orm";
import { Exact } from "../http/meter/decimals.ts";
import { createMeter } from "../http/meter/meter.ts";
import { type Price, recordUsage } from "../http/meter/record-usage.ts";
import type { Database } from "../store/database.ts";
import { sandboxes } from "../store/schema/index.ts";
import { transaction } from "../store/transaction.ts";

export type End = "killed" | "expired" | "lost";

/**
 * Writes that a sandbox has ended, and its seconds into the ledger: together and once, however many try at a time.
 * It does not touch the sandbox itself. Returns whether this call was the one.
 */
export function endSandbox(db: Database, price: Price, id: string, end: End): Promise<boolean> {
  return transaction(db, async (tx) => {
    const running = and(eq(sandboxes.id, id), eq(sandboxes.status, "running"));
    const [row] = await tx.select().from(sandboxes).where(running).for("update");
    if (!row) return false;
    const endedAt = endOf(row, end);
    await tx.update(sandboxes).set({ status: end, endedAt, meteredUntil: endedAt }).where(running);
    const seconds = new Exact(endedAt.getTime() - row.createdAt.getTime()).div(1000).toFixed();
    const meter = createMeter();
    meter.add({ sandbox_second: seconds }, { model: row.size });
    await recordUsage(tx, price, {
      principal: { ...row, keyPrefix: "", scopes: [] },
      eventId: `sandbox:${id}`,
      operation: "sandboxLifetime",
      runId: row.runId ?? undefined,
      startedAt: row.createdAt,
      endedAt,
      meter,
    });
    return true;
  });
}

/** Nobody pays for what nobody had: after its time, or after it was last seen alive. */
function endOf(row: typeof sandboxes.$inferSelect, end: End): Date {
  const until = end === "lost" ? (row.meteredUntil ?? row.createdAt) : new Date();
  const ends = Math.min(until.getTime(), row.expiresAt.getTime());
  // Another clock may have written the row.
  return new Date(Math.max(ends, row.createdAt.getTime()));
}
