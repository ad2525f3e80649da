import type { Sources } from "./source/source.ts";

const shown = 3;

/** One line a reason, with a few of the names: a folder of code would else fill the log. */
export function tellSkipped(skipped: Sources["skipped"], log: (line: string) => void): void {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  for (const [reason, names] of byReason) {
    const more = names.length > shown ? ` and ${names.length - shown} more` : "";
    log(`skipped ${names.slice(0, shown).join(", ")}${more}: ${reason}`);
  }
}
