import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { FileInfo } from "./file.ts";
import { fileInfo, listFilesParams } from "./schemas.ts";

/** Which folder to list. */
export interface ListFilesParams extends ListParams {
  sandboxId: string;
  /** Absolute, or relative to `/home/user`. Default: that. */
  path?: string | undefined;
}

/**
 * Lists a folder, by name.
 *
 * @throws {NotFoundError} `sandbox_not_found` or `file_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} `invalid_path` for what is no folder.
 * @throws {ApiError} `too_many_files` (413) past 10,000 entries.
 * @example
 * for await (const file of listFiles(client, { sandboxId: box.id })) console.log(file.name, file.sizeBytes);
 */
export const listFiles: ListAction<ListFilesParams, FileInfo> = /* @__PURE__ */ defineList({
  name: "listFiles",
  route: "GET /v1/sandboxes/{sandboxId}/files",
  params: listFilesParams,
  item: fileInfo,
  scope: "sandbox:read",
  errors: ["sandbox_not_found", "sandbox_ended", "file_not_found", "too_many_files", "invalid_path"],
});
