import type { Decimal } from "decimal.js";
import { HttpError } from "../../http/errors/http-error.ts";
import type { Standing } from "./standing.ts";

/** What may still be spent. */
export const leftOf = ({ budget, spent, reserved }: Standing): Decimal =>
  spent.plus(reserved).neg().plus(budget.limit);

/** The 402 that says what was left and when it begins anew. `param` is the budget's id. */
export function exceeded(standing: Standing, cost: Decimal): HttpError {
  const { budget, end } = standing;
  const { id, name, currency } = budget;
  const left = leftOf(standing);
  const has = `${left.isNegative() ? "0" : left.toFixed()} ${currency} left of ${standing.spent.isZero() ? "" : "its "}${budgetLimit(standing)}`;
  const anew =
    end === null
      ? budget.window === "rolling"
        ? "It frees up as what was spent grows older than its window."
        : "It never begins anew."
      : `It begins anew at ${end.toISOString()}.`;
  const message = `The budget "${name}" (${id}) has ${has}; this may cost up to ${cost.toFixed()} ${currency}. ${anew} Wait for that, ask for less, or raise its limit.`;
  return new HttpError(402, "budget_exceeded", message, { param: id });
}

const budgetLimit = ({ budget }: Standing): string => `${trim(budget.limit)} ${budget.currency}`;

/** Without the zeros that the database fills up with. */
const trim = (amount: string): string =>
  amount.replace(/\.?0+$/, (zeros) => (zeros.startsWith(".") ? "" : zeros));
