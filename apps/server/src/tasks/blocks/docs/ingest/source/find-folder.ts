import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** The folder may not or cannot be read; the message says what would help and names no other folder. */
export class FolderError extends Error {
  override readonly name = "FolderError";
}

/** The real path of a folder that tasks may read, links followed before the question is asked. */
export async function findFolder(folder: string, allowed: readonly string[]): Promise<string> {
  if (allowed.length === 0) {
    throw new FolderError(
      "this server lets tasks read no folder; start it with PLATFORM_TASK_FOLDERS=/a/folder, or send `files`",
    );
  }
  const outside = new FolderError(
    "must lie within one of the server's PLATFORM_TASK_FOLDERS; add its parent there, or send `files`",
  );
  const real = await realpath(resolve(folder)).catch(() => undefined);
  for (const root of allowed) {
    const realRoot = await realpath(resolve(root)).catch(() => resolve(root));
    if (real !== undefined && isWithin(realRoot, real)) {
      if ((await stat(real)).isDirectory()) return real;
      throw new FolderError("is a file; give the folder it is in");
    }
    // Whether something exists is told only of places that may be read.
    if (real === undefined && isWithin(realRoot, resolve(folder))) {
      throw new FolderError("there is no such folder on the server");
    }
  }
  throw outside;
}

/** Whether a path is a folder or something below it. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
