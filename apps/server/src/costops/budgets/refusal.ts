import type { Decimal } from "decimal.js";
import { HttpError } from "../../http/errors/http-error.ts";
import { Exact } from "../../http/meter/decimals.ts";
import type { Standing } from "./standing.ts";

/** What may still be spent. */
export const leftOf = ({ budget, spent, reserved }: Standing): Decimal =>
  spent.plus(reserved).neg().plus(budget.limit);

/** The 402 that says what was left and when it begins anew. `param` is the budget's id. */
export function exceeded(standing: Standing, cost: Decimal): HttpError {
  const { budget, end } = standing;
  const { id, name, currency } = budget;
  const left = leftOf(standing);
  const limit = new Exact(budget.limit).toFixed();
  const has = `${left.isNegative() ? "0" : left.toFixed()} ${currency} left of its ${limit} ${currency}`;
  const fix =
    end !== null
      ? `It begins anew at ${end.toISOString()}. Wait for that, ask for less, or raise its limit.`
      : budget.window === "rolling"
        ? "It frees up as what was spent grows older than its window. Wait for that, ask for less, or raise its limit."
        : "It never begins anew. Ask for less, or raise its limit.";
  const message = `The budget "${name}" (${id}) has ${has}; this may cost up to ${cost.toFixed()} ${currency}. ${fix}`;
  return new HttpError(402, "budget_exceeded", message, { param: id });
}
