import { type Action, defineAction } from "@platform/core";
import type { FilePathParams } from "./file.ts";
import { fileContent, readFileParams } from "./schemas.ts";

/** Which file, and how to give it. */
export interface ReadFileParams extends FilePathParams {
  /** `"utf8"` (default) or `"base64"`. Bytes that are not UTF-8 are an error in the first. */
  encoding?: "utf8" | "base64" | undefined;
}

/** A file's content. */
export interface FileContent {
  path: string;
  content: string;
  encoding: "utf8" | "base64";
  sizeBytes: number;
}

/**
 * Reads a file of at most 16 MiB; for more, `downloadFile`.
 *
 * @throws {NotFoundError} `sandbox_not_found` or `file_not_found`.
 * @throws {ConflictError} `sandbox_ended`.
 * @throws {ValidationError} `not_utf8` when the bytes are not text and `encoding` is not `"base64"`; `invalid_path` for
 * what is no file.
 * @throws {ApiError} `file_too_large` (413).
 * @example
 * const { content } = await readFile(client, { sandboxId: box.id, path: "result.json" });
 */
export const readFile: Action<ReadFileParams, FileContent> = /* @__PURE__ */ defineAction({
  name: "readFile",
  route: "GET /v1/sandboxes/{sandboxId}/files/content",
  params: readFileParams,
  result: fileContent,
  scope: "sandbox:read",
  errors: [
    "sandbox_not_found",
    "sandbox_ended",
    "file_not_found",
    "file_too_large",
    "not_utf8",
    "invalid_path",
  ],
});
