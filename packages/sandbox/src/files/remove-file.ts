import { type Action, defineAction } from "@platform/core";
import type { FilePathParams } from "./file.ts";
import { removedFile, removeFileParams } from "./schemas.ts";

/** What to remove. */
export interface RemoveFileParams extends FilePathParams {
  /** Also a folder with what is in it. Default `false`. */
  recursive?: boolean | undefined;
}

/** What was removed. */
export interface RemovedFile {
  path: string;
}

/**
 * Removes a file or a folder.
 *
 * @throws {NotFoundError} `sandbox_not_found` or `file_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} `directory_not_empty` when a folder is not empty and `recursive` is not set.
 * @example
 * await removeFile(client, { sandboxId: box.id, path: "data.csv" });
 */
export const removeFile: Action<RemoveFileParams, RemovedFile> = /* @__PURE__ */ defineAction({
  name: "removeFile",
  route: "DELETE /v1/sandboxes/{sandboxId}/files",
  params: removeFileParams,
  result: removedFile,
  scope: "sandbox:write",
  errors: ["sandbox_not_found", "sandbox_ended", "file_not_found", "directory_not_empty", "invalid_path"],
});
