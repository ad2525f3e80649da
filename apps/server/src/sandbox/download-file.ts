import { posix } from "node:path";
import type { FilePathParams } from "@platform/sandbox";
import type { Context, DownloadResult } from "../http/operation.ts";
import { contentTag } from "../http/respond/content-tag.ts";
import { fetchFile } from "./fetch-file.ts";
import { inside } from "./inside.ts";
import { absolute } from "./paths.ts";

const most = { bytes: 256 * 1024 * 1024, fix: "downloadFile gives at most 256 MiB; split it first." };

/** Gives a file's bytes, or a part of them. */
export async function downloadFile(context: Context, params: FilePathParams): Promise<DownloadResult> {
  const bytes = await inside(context, params.sandboxId, (engine) =>
    fetchFile(engine, params, most, context.signal),
  );
  return {
    body: new Blob([new Uint8Array(bytes)]),
    contentType: "application/octet-stream",
    fileName: posix.basename(absolute(params.path)),
    etag: await contentTag(bytes, context.signal),
  };
}
