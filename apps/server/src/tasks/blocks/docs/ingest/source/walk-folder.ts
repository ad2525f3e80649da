import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { kindOf } from "./kinds.ts";
import { decode, mostBytes, type Source, type Sources, UnreadableError } from "./source.ts";

/** Files below a folder. Links are never followed, so nothing outside of it is read. */
export async function walkFolder(root: string, include: readonly string[] | undefined): Promise<Sources> {
  const sources: Source[] = [];
  const skipped: { name: string; reason: string }[] = [];
  const walk = async (folder: string, prefix: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = prefix + entry.name;
      const path = join(folder, entry.name);
      const skip = (reason: string) => void skipped.push({ name, reason });
      if (entry.isSymbolicLink()) skip("it is a link");
      else if (entry.isDirectory()) {
        if (entry.name === "node_modules") skip("it holds installed packages");
        else if (entry.name.startsWith(".")) skip("it is hidden");
        else await walk(path, `${name}/`);
      } else if (!entry.isFile()) skip("it is no ordinary file");
      else if (entry.name.startsWith(".")) skip("it is hidden");
      else {
        const kind = kindOf(name, include);
        const { size } = await lstat(path);
        if (kind === undefined) skip("its ending is not asked for");
        else if (size > mostBytes) skip("it is larger than 5 MiB");
        else sources.push({ name, kind, bytes: size, read: () => readPlain(path) });
      }
    }
  };
  await walk(root, "");
  return { sources, skipped };
}

/** Reads a file that is still no link when it is opened, and no more of it than is allowed. */
async function readPlain(path: string): Promise<string> {
  // A file that has gone, or became a link, since it was listed is left out like any other unreadable one.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => {
    throw new UnreadableError("it cannot be opened");
  });
  try {
    const buffer = Buffer.alloc(mostBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > mostBytes) throw new UnreadableError("it is larger than 5 MiB");
    return decode(buffer.subarray(0, length));
  } finally {
    await file.close();
  }
}
