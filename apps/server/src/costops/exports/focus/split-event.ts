import type { Price } from "@platform/costops";
import { Exact } from "../../../http/meter/decimals.ts";
import { costOfUnit } from "../../prices/cost-of-unit.ts";
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
 * An event's cost by its units, as the ledger priced them. Where these do not add up to what the ledger says (a price
 * is gone), the event is one charge: the ledger is right.
 */
export function splitEvent(event: UsageRow, prices: ReadonlyMap<string, Price>): Charge[] {
  const total = new Exact(event.cost ?? 0);
  const known = new Map(
    event.priceIds.flatMap((id) => prices.get(id) ?? []).map((price) => [price.unit, { price }]),
  );
  const charges = Object.entries(event.units)
    .filter(([, quantity]) => !new Exact(quantity).isZero())
    .map(([unit, quantity]): Charge | undefined => {
      const price = known.get(unit)?.price;
      const cost = price && costOfUnit(event.units, price, known);
      if (price === undefined || cost === undefined) return undefined;
      const { per, id: priceId } = price;
      // Of tiers and the like, what a unit of this event came to.
      const amount = price.amount ?? new Exact(cost).times(per).div(quantity).toDecimalPlaces(18).toFixed();
      return { event, unit, quantity, cost: cost.toFixed(), amount, per, priceId };
    });
  const found = charges.filter((charge) => charge !== undefined);
  const whole = found.length > 0 && found.length === charges.length;
  if (whole && Exact.sum(...found.map(({ cost }) => cost)).equals(total)) return found;
  const cost = total.toFixed();
  return [{ event, unit: "event", quantity: "1", cost, amount: cost, per: "1", priceId: undefined }];
}
