/** How one model sees a series: what follows, how sure it is, and how well it says the next value. */
export interface Fitted {
  /** The value `ahead` steps after the last one, from 1. */
  readonly at: (ahead: number) => number;
  /** The standard deviation of the error at that distance. */
  readonly deviation: (ahead: number) => number;
}

export interface Model {
  /** Values it needs at least. */
  readonly least: number;
  readonly fit: (values: readonly number[]) => Fitted;
}

/** The deviation of residuals around zero, when `spent` values were used up by the model's own parameters. */
export function residualDeviation(residuals: readonly number[], spent: number): number {
  const sum = residuals.reduce((total, residual) => total + residual * residual, 0);
  return Math.sqrt(sum / Math.max(1, residuals.length - spent));
}
