import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";
import type { Standing } from "./standing.ts";

/** Before so much of a window is over, its pace says nothing. */
const leastShare = 0.05;

/** What a window will have cost at its pace so far; null without an end, and too early to say. */
export function projectionOf({ spent, start, end }: Standing, now: Date): Decimal | null {
  if (end === null) return null;
  const length = end.getTime() - start.getTime();
  const over = Math.min(now.getTime() - start.getTime(), length);
  if (over < length * leastShare) return null;
  return new Exact(spent).times(length).div(over).toDecimalPlaces(10);
}
