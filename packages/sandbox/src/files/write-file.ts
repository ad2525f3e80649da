import { type Action, defineAction } from "@platform/core";
import type { FileInfo, FilePathParams } from "./file.ts";
import { fileInfo, writeFileParams } from "./schemas.ts";

/** What to write, and where. */
export interface WriteFileParams extends FilePathParams {
  /** The whole content, at most 16 MiB as text. For bytes or more, `uploadFile`. */
  content: string;
  /** How `content` is written. Default `"utf8"`. */
  encoding?: "utf8" | "base64" | undefined;
}

/**
 * Writes a file, with the folders above it; one that is there is replaced.
 *
 * @throws {NotFoundError} `sandbox_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} when `content` is not the base64 it is said to be; `invalid_path` for a path that no file
 * can have, such as a folder's.
 * @throws {ApiError} `disk_full` (413) when the sandbox's disk is full.
 * @example
 * await writeFile(client, { sandboxId: box.id, path: "data.csv", content: "a,b\n1,2\n" });
 */
export const writeFile: Action<WriteFileParams, FileInfo> = /* @__PURE__ */ defineAction({
  name: "writeFile",
  route: "PUT /v1/sandboxes/{sandboxId}/files",
  params: writeFileParams,
  result: fileInfo,
  scope: "sandbox:write",
  errors: ["sandbox_not_found", "sandbox_ended", "disk_full", "invalid_path"],
});
