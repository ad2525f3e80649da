import { readFile } from "node:fs/promises";
import type { NamedUsage } from "../spool.ts";

interface Line {
  readonly add?: NamedUsage | undefined;
  readonly done?: readonly string[] | undefined;
}

/** The events of a file that are not done. A line cut off by a crash was not acknowledged, and is passed over. */
export async function readLines(path: string): Promise<NamedUsage[]> {
  const events = new Map<string, NamedUsage>();
  for (const text of (await readFile(path, "utf8")).split("\n")) {
    const { add, done = [] } = parsed(text);
    if (add) events.set(add.eventId, add);
    for (const id of done) events.delete(id);
  }
  return [...events.values()];
}

function parsed(text: string): Line {
  try {
    return Object(JSON.parse(text)) as Line;
  } catch {
    return {};
  }
}
