import type { InputProblem } from "../../block.ts";
import type { IngestInputs } from "./schemas.ts";
import { FolderError, findFolder } from "./source/find-folder.ts";

/** What the schema cannot say: which inputs go together, and which folders may be read. */
export async function checkIngest(
  { folder, files, chunkChars, overlapChars }: IngestInputs,
  allowed: readonly string[],
): Promise<InputProblem | undefined> {
  if (overlapChars >= chunkChars)
    return { input: "overlapChars", message: "must be smaller than chunkChars" };
  if (folder !== undefined && files !== undefined) {
    return { input: "files", message: "give either `folder` or `files`, not both" };
  }
  if (files !== undefined) {
    const names = files.map(({ name }) => name);
    const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
    if (twice === -1) return undefined;
    return { input: `files.${twice}.name`, message: "another file has this name; give each its own" };
  }
  if (folder === undefined) return { input: "folder", message: "give `folder` or `files`" };
  try {
    await findFolder(folder, allowed);
    return undefined;
  } catch (error) {
    if (error instanceof FolderError) return { input: "folder", message: error.message };
    throw error;
  }
}
