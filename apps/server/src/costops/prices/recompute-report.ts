import type { CostRecomputation, RecomputedEvent } from "@platform/costops";
import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";
import type { Repriced } from "./reprice-batch.ts";

/** Events told of in each currency. */
const told = 10;

interface Sum {
  before: Decimal;
  after: Decimal;
  largest: RecomputedEvent[];
}

/** What a recomputation comes to. It keeps sums and the largest differences, however many events there are. */
export interface Report {
  add(events: readonly Repriced[]): void;
  read(): Omit<CostRecomputation, "dryRun" | "nextCursor">;
}

export function createReport(): Report {
  const counts = { events: 0, changed: 0, unpricedBefore: 0, unpricedAfter: 0 };
  const sums = new Map<string, Sum>();
  const sumOf = (currency: string): Sum => {
    const sum = sums.get(currency) ?? { before: new Exact(0), after: new Exact(0), largest: [] };
    sums.set(currency, sum);
    return sum;
  };
  const count = ({ row, priced, changed }: Repriced) => {
    counts.events += 1;
    if (row.cost === null) counts.unpricedBefore += 1;
    else sumOf(row.currency).before = sumOf(row.currency).before.plus(row.cost);
    if (priced.cost === null) counts.unpricedAfter += 1;
    else sumOf(priced.currency).after = sumOf(priced.currency).after.plus(priced.cost);
    if (!changed) return;
    counts.changed += 1;
    sumOf(priced.currency).largest.push(toEvent({ row, priced, changed }));
  };
  return {
    add(events) {
      for (const event of events) count(event);
      for (const sum of sums.values())
        sum.largest = sum.largest.toSorted((a, b) => sizeOf(b).cmp(sizeOf(a))).slice(0, told);
    },
    read() {
      const byName = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const totals = byName.map(([currency, { before, after }]) => ({
        currency,
        before: before.toFixed(),
        after: after.toFixed(),
        difference: after.minus(before).toFixed(),
      }));
      return { ...counts, totals, largest: byName.flatMap(([, { largest }]) => largest) };
    },
  };
}

function toEvent({ row, priced }: Repriced): RecomputedEvent {
  const before = row.cost === null ? null : new Exact(row.cost);
  const known = before !== null && priced.cost !== null && row.currency === priced.currency;
  return {
    usageId: row.id,
    provider: row.provider,
    model: row.model,
    occurredAt: row.occurredAt.toISOString(),
    before: before?.toFixed() ?? null,
    beforeCurrency: row.currency,
    after: priced.cost,
    currency: priced.currency,
    difference: known ? new Exact(priced.cost ?? 0).minus(before).toFixed() : null,
  };
}

/** How much an event changes its sum, for the order alone; where one side is unknown, by the other. */
const sizeOf = ({ before, after, difference }: RecomputedEvent): Decimal =>
  new Exact(difference ?? after ?? before ?? 0).abs();
