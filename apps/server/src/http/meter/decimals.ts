import { Decimal } from "decimal.js";

/** Enough digits that no sum or product of amounts is ever rounded on the way. */
export const Exact: typeof Decimal = Decimal.clone({
  precision: 100,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -100,
  toExpPos: 100,
});

/** The exact sum of two plain decimals, neither below zero. */
export function addDecimals(a: string, b: string): string {
  for (const text of [a, b]) {
    if (!/^\d+(\.\d+)?$/.test(text))
      throw new TypeError(`An amount must be a plain decimal, not ${JSON.stringify(text)}.`);
  }
  return new Exact(a).plus(b).toFixed();
}
