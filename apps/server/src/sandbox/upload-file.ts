import type { FileInfo, FilePathParams } from "@platform/sandbox";
import { fail } from "../http/errors/http-error.ts";
import type { UploadContext } from "../http/operation.ts";
import { inside } from "./inside.ts";
import { putFile } from "./put-file.ts";

const mostMib = 256;
export const mostUploadBytes: number = mostMib * 1024 * 1024;

/** Writes a file from the request's bytes. They are taken in first: a broken upload leaves the old file as it was. */
export function uploadFile(context: UploadContext, { sandboxId, path }: FilePathParams): Promise<FileInfo> {
  return inside(context, sandboxId, async (engine) => {
    const bytes = await collect(context.body);
    return putFile(engine, sandboxId, path, bytes, context.signal);
  });
}

async function collect(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > mostUploadBytes) {
      // Without this the unread rest would be taken for the next request.
      const headers = { connection: "close" };
      fail(413, "file_too_large", `uploadFile takes at most ${mostMib} MiB. Send the file in parts.`, {
        headers,
      });
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
