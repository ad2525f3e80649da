import type { RemovedFile, RemoveFileParams } from "@platform/sandbox";
import type { Context } from "../http/operation.ts";
import { withFile } from "./file-errors.ts";
import { inside } from "./inside.ts";
import { absolute } from "./paths.ts";

const busy = { code: "too_many_processes", fix: "End some programs that run in the sandbox." };

/** Removes a file or a folder. */
export async function removeFile(context: Context, params: RemoveFileParams): Promise<RemovedFile> {
  const { sandboxId, path, recursive = false } = params;
  await inside(context, sandboxId, (engine) =>
    withFile(path, busy, () => engine.removeFile(sandboxId, path, { recursive }, context.signal)),
  );
  return { path: absolute(path) };
}
