import { defineUpload, type UploadAction } from "@platform/core";
import type { FileInfo, FilePathParams } from "./file.ts";
import { fileInfo, filePathParams } from "./schemas.ts";

/**
 * Writes a file from bytes of any kind, at most 256 MiB, with progress; with the folders above it, and in place of
 * one that is there.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} `invalid_path` for a path that no file can have, such as a folder's.
 * @throws {ApiError} `disk_full` (413) when the sandbox's disk is full; `file_too_large` (413) past 256 MiB.
 * @example
 * await uploadFile(client, { sandboxId: box.id, path: "photo.png" }, bytes);
 */
export const uploadFile: UploadAction<FilePathParams, FileInfo> = /* @__PURE__ */ defineUpload({
  name: "uploadFile",
  route: "PUT /v1/sandboxes/{sandboxId}/files/bytes",
  params: filePathParams,
  result: fileInfo,
  scope: "sandbox:write",
  errors: ["sandbox_not_found", "sandbox_ended", "disk_full", "file_too_large", "invalid_path"],
});
