import type { Price } from "@platform/costops";
import { Exact } from "../../../http/meter/decimals.ts";
import type { UsageRow } from "../usage-pages.ts";

/** What one unit of an event cost: a charge as finance tools count them. */
export interface Charge {
  readonly event: UsageRow;
  /** `"event"` when the event's cost does not come apart by units. */
  readonly unit: string;
  readonly quantity: string;
  readonly cost: string;
  /** What `per` units cost. */
  readonly amount: string;
  readonly per: string;
  readonly priceId: string | undefined;
}

/**
 * An event's cost by its units, as amount × price / per, rounded as the ledger does. Where these do not add up to
 * what the ledger says (tiers, minimums, a price that is gone), the event is one charge: the ledger is right.
 */
export function splitEvent(event: UsageRow, prices: ReadonlyMap<string, Price>): Charge[] {
  const total = new Exact(event.cost ?? 0);
  const byUnit = new Map(
    event.priceIds.flatMap((id) => prices.get(id) ?? []).map((price) => [price.unit, price]),
  );
  const charges = Object.entries(event.units)
    .filter(([, quantity]) => !new Exact(quantity).isZero())
    .map(([unit, quantity]): Charge | undefined => {
      const price = byUnit.get(unit);
      if (price === undefined) return undefined;
      const { amount, per, id: priceId } = price;
      const cost = new Exact(quantity).times(amount).div(per).toDecimalPlaces(10).toFixed();
      return { event, unit, quantity, cost, amount, per, priceId };
    });
  const known = charges.filter((charge) => charge !== undefined);
  const whole = known.length > 0 && known.length === charges.length;
  if (whole && Exact.sum(...known.map(({ cost }) => cost)).equals(total)) return known;
  const cost = total.toFixed();
  return [{ event, unit: "event", quantity: "1", cost, amount: cost, per: "1", priceId: undefined }];
}
