import type { MeterLabels } from "../operation.ts";
import { addDecimals } from "./decimals.ts";

/** What one operation used, gathered while it runs. */
export interface Meter {
  add(units: Readonly<Record<string, string>>, labels?: MeterLabels): void;
  /** `{ request: "1" }` when nothing was added. */
  read(): { units: Record<string, string>; labels: MeterLabels };
}

export function createMeter(): Meter {
  const units: Record<string, string> = {};
  let labels: MeterLabels = {};
  return {
    add(more, given = {}) {
      for (const [unit, amount] of Object.entries(more)) {
        units[unit] = addDecimals(units[unit] ?? "0", amount);
      }
      const tags = { ...labels.tags, ...given.tags };
      labels = { ...labels, ...given, ...(Object.keys(tags).length > 0 ? { tags } : {}) };
    },
    read: () => ({ units: Object.keys(units).length > 0 ? { ...units } : { request: "1" }, labels }),
  };
}
