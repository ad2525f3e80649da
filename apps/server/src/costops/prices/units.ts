import type { Decimal } from "decimal.js";
import { Exact } from "../../http/meter/decimals.ts";

/** Amounts by unit, as exact decimals. */
export type Units = Readonly<Record<string, string>>;

/** So many digits that no quotient lies on the wrong side of a tie: denominators have at most 240. */
export const Wide: typeof Decimal = Exact.clone({ precision: 400 });
