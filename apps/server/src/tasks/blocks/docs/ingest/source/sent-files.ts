import { kindOf } from "./kinds.ts";
import { mostBytes, type Source, type Sources } from "./source.ts";

/** Files that came with the task. */
export function sentFiles(
  files: readonly { readonly name: string; readonly content: string }[],
  include: readonly string[] | undefined,
): Sources {
  const sources: Source[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const { name, content } of files) {
    const kind = kindOf(name, include);
    const bytes = Buffer.byteLength(content);
    if (kind === undefined) skipped.push({ name, reason: "its ending is not asked for" });
    else if (bytes > mostBytes) skipped.push({ name, reason: "it is larger than 5 MiB" });
    else sources.push({ name, kind, bytes, read: async () => content });
  }
  return { sources, skipped };
}
