import { defineUpload, type UploadAction } from "@platform/core";
import type { FileInfo, FilePathParams } from "./file.ts";
import { fileInfo, filePathParams } from "./schemas.ts";

/**
 * Writes a file from bytes of any kind, with progress.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @throws {ApiError} `disk_full` (413) when the sandbox's disk is full.
 * @example
 * await uploadFile(client, { sandboxId: box.id, path: "photo.png" }, bytes);
 */
export const uploadFile: UploadAction<FilePathParams, FileInfo> = /* @__PURE__ */ defineUpload({
  name: "uploadFile",
  route: "PUT /v1/sandboxes/{sandboxId}/files/bytes",
  params: filePathParams,
  result: fileInfo,
  scope: "sandbox:write",
  errors: ["sandbox_not_found", "sandbox_ended", "disk_full"],
});
