import type { CostRecomputation, RecomputeCostsParams } from "@platform/costops";
import type { Context } from "../../http/operation.ts";
import { contradiction } from "./check-terms.ts";
import { readCursor, writeCursor } from "./recompute-cursor.ts";
import { createReport } from "./recompute-report.ts";
import { repriceBatch } from "./reprice-batch.ts";

/** So many events are read, and changed, in one transaction. */
const batchSize = 500;

/** Prices events anew, batch by batch. What is done stays when the caller goes; the next call finds it unchanged. */
export async function recomputeCosts(
  { db, signal }: Context,
  params: RecomputeCostsParams,
): Promise<CostRecomputation> {
  const { dryRun = true, limit = 100_000, from, to, provider, model } = params;
  if (Date.parse(to) <= Date.parse(from)) contradiction("to", "write a moment after `from`");
  const report = createReport();
  const range = { from: new Date(from), to: new Date(to), provider, model };
  let after = readCursor(params.cursor);
  for (let left = limit; left > 0; left -= batchSize) {
    signal.throwIfAborted();
    const size = Math.min(batchSize, left);
    const batch = await db.transaction((tx) => repriceBatch(tx, { ...range, after, size, dryRun }));
    report.add(batch.events);
    after = batch.last;
    if (after === undefined) break;
  }
  return { dryRun, ...report.read(), nextCursor: after === undefined ? null : writeCursor(after) };
}
