import { readFileSync } from "node:fs";

/** One consumer program and the most it may cost. */
export interface Budget {
  readonly name: string;
  /** The program's lines. */
  readonly source: readonly string[];
  /** Bytes of minified, gzipped code, or type instantiations. */
  readonly limit: number;
}

export interface Budgets {
  readonly size: readonly Budget[];
  readonly types: readonly Budget[];
}

/** The budgets declared in `tooling/budgets.json`. */
export function readBudgets(): Budgets {
  return JSON.parse(readFileSync(new URL("../budgets.json", import.meta.url), "utf8")) as Budgets;
}
