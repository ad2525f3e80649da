import { join } from "node:path";
import type { Platform } from "../app.ts";
import type { Config } from "../config/read-config.ts";

/** What a person reads when the server has started. The key is shown this once. */
export function greet(url: string, { first, engines, store }: Platform, config: Config): string {
  const lines = [`Platform is ready at ${url} (reference: ${url}/docs)`];
  if (first.key === undefined) lines.push(`API key: as made at the first start, kept in ${first.path}`);
  else lines.push(`API key: ${first.key}`, `It is shown once, and kept in ${first.path}`);
  lines.push(
    store.kind === "embedded"
      ? `Data: ${config.dataDir} (PostgreSQL in ${join(config.dataDir, "postgres")})`
      : `Data: ${config.dataDir}, and the database of DATABASE_URL`,
  );
  for (const [name, slot] of Object.entries(engines)) {
    if (slot.ok) lines.push(...(slot.notes ?? []).map((note: string) => `Missing: ${note}`));
    else lines.push(`Disabled: ${name}. ${slot.reason} ${slot.fix}`);
  }
  return `${lines.join("\n")}\n`;
}
