import { defineDownload, type DownloadAction } from "@platform/core";
import type { FilePathParams } from "./file.ts";
import { filePathParams } from "./schemas.ts";

/**
 * Reads a file of at most 256 MiB as bytes, with progress.
 *
 * @throws {NotFoundError} `sandbox_not_found` or `file_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} `invalid_path` for what is no file.
 * @throws {ApiError} `file_too_large` (413).
 * @example
 * const download = await downloadFile(client, { sandboxId: box.id, path: "photo.png" });
 * const bytes = await download.bytes();
 */
export const downloadFile: DownloadAction<FilePathParams> = /* @__PURE__ */ defineDownload({
  name: "downloadFile",
  route: "GET /v1/sandboxes/{sandboxId}/files/bytes",
  params: filePathParams,
  scope: "sandbox:read",
  errors: ["sandbox_not_found", "sandbox_ended", "file_not_found", "file_too_large", "invalid_path"],
});
