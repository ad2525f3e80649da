import type { Price } from "@platform/costops";
import { plainPrice } from "./plain-price.ts";

/** When this book was last looked at; an organization's own prices always go first. */
const effectiveFrom = "2026-01-01T00:00:00.000Z";

/** What the platform's own work costs by default: about what a small rented machine costs to do it. */
const book: readonly [unit: string, model: string, amount: string, per: string][] = [
  ["request", "*", "0.4", "1000000"],
  ["input_token", "*", "0.02", "1000000"],
  ["output_token", "*", "0.06", "1000000"],
  ["vector_write", "*", "2", "1000000"],
  ["vector_read", "*", "1", "1000000"],
  ["task_second", "*", "0.05", "3600"],
  ["sandbox_second", "small", "0.05", "3600"],
  ["sandbox_second", "medium", "0.1", "3600"],
  ["sandbox_second", "large", "0.2", "3600"],
  ["sandbox_second", "xlarge", "0.4", "3600"],
];

/** The prices of the platform's own work. */
export const platformPrices: readonly Price[] = book.map(([unit, model, amount, per]) => ({
  ...plainPrice,
  id: `prc_default_${unit}${model === "*" ? "" : `_${model}`}`,
  provider: "platform",
  ...{ model, unit, amount, per, effectiveFrom },
  createdAt: effectiveFrom,
}));
