import type { FileInfo, ListFilesParams } from "@platform/sandbox";
import type { Context, PageResult } from "../http/operation.ts";
import { withFile } from "./file-errors.ts";
import { inside } from "./inside.ts";
import { toFileInfo } from "./to-file-info.ts";

const tooMany = {
  code: "too_many_files",
  fix: "A folder of more than 10,000 entries is listed by a command, such as `ls`.",
};

/** Lists a folder by name. The cursor is the last name, so files made or removed meanwhile disturb nothing. */
export async function listFiles(context: Context, params: ListFilesParams): Promise<PageResult<FileInfo>> {
  const { sandboxId, path = ".", cursor, limit = 100 } = params;
  const all = await inside(context, sandboxId, (engine) =>
    withFile(path, tooMany, () => engine.listFiles(sandboxId, path, context.signal)),
  );
  const rest = all
    // Compared as the cursor is.
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ name }) => cursor === undefined || name > cursor);
  const data = rest.slice(0, limit).map(toFileInfo);
  return { data, nextCursor: rest.length > limit ? (data.at(-1)?.name ?? null) : null };
}
