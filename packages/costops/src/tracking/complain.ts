import type { NamedUsage } from "./spool.ts";
import type { DropReason } from "./options.ts";

/** Says once for each reason that events were given up: ten thousand lines would say no more. */
export function complain(): (event: NamedUsage, reason: DropReason) => void {
  const said = new Set<string>();
  return (_, { code, message }) => {
    if (said.has(code)) return;
    said.add(code);
    console.error(
      `usageTracker: a usage event was given up (${code}): ${message} Give \`onDrop\` to see each of them.`,
    );
  };
}
