import { Exact } from "../../http/meter/decimals.ts";

/** Money as statistics take it. What comes out of them is an estimate and is never added to the ledger. */
export const toFloat = (cost: string): number => new Exact(cost).toNumber();

/** An estimate on the wire: a decimal of 10 places. */
export const fromFloat = (estimate: number): string => new Exact(estimate).toDecimalPlaces(10).toFixed();
