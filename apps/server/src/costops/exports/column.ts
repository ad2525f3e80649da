/** What a cell holds: exact decimals and times as text, objects as they are. */
export type Cell = string | number | null | Readonly<Record<string, unknown>>;

/** One column of a file, whatever its format. */
export interface Column<R> {
  readonly name: string;
  /** `amount` has 10 places, `quantity` up to 18; `time` is ISO 8601 UTC; `json` holds objects. */
  readonly kind: "text" | "amount" | "quantity" | "time" | "whole" | "json";
  readonly of: (row: R) => Cell;
}

export const column = <R>(name: string, kind: Column<R>["kind"], of: (row: R) => Cell): Column<R> => ({
  name,
  kind,
  of,
});
