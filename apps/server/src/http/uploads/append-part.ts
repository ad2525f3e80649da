import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { fail, HttpError } from "../errors/http-error.ts";
import { clientGone } from "../inflight.ts";
import { type Upload, writePart } from "./upload-files.ts";

/**
 * Writes the request's bytes after what is there, and says how far the upload is then. With a checksum it is all of
 * them or nothing; without one, what arrived before a break is kept. The caller holds the upload's lock.
 */
export async function appendPart(
  upload: Upload,
  body: ReadableStream<Uint8Array>,
  checksum: Buffer | undefined,
  signal: AbortSignal,
): Promise<number> {
  const file = await open(join(upload.folder, "bytes"), "r+");
  try {
    // What a killed server wrote without a line for it was never acknowledged.
    await file.truncate(upload.offset);
    const { bytes, digest, broken } = await receive(upload, file, body, signal);
    if (checksum && broken === undefined && !digest.equals(checksum)) {
      fail(460, "checksum_mismatch", "The part is not what its checksum says. Send it again.", {
        retryable: true,
      });
    }
    if (bytes > 0 && !(checksum && broken !== undefined)) {
      await file.sync();
      await note(upload, writePart({ bytes, digest: digest.toString("base64") }));
    }
    if (broken !== undefined) throw broken;
    return upload.offset + bytes;
  } finally {
    await file.close();
  }
}

async function receive(
  { offset, length }: Upload,
  file: FileHandle,
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<{ bytes: number; digest: Buffer; broken?: unknown }> {
  const hash = createHash("sha256");
  const reader = body.getReader();
  // A read that waits for a client which has gone silent must end too.
  const leave = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", leave);
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw clientGone();
      });
      signal.throwIfAborted();
      if (done) return { bytes, digest: hash.digest() };
      if (offset + bytes + value.length > length) tooLong(length);
      for (let at = 0; at < value.length;) {
        at += (await file.write(value, at, value.length - at, offset + bytes + at)).bytesWritten;
      }
      hash.update(value);
      bytes += value.length;
    }
  } catch (error) {
    if (!(error instanceof HttpError) || error.status === 413) throw error;
    return { bytes, digest: hash.digest(), broken: error };
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

function tooLong(length: number): never {
  // Without this the unread rest would be taken for the next request.
  const headers = { connection: "close" };
  return fail(413, "upload_too_long", `The upload was to have ${length} bytes. Send no more.`, { headers });
}

/** Adds a line in place of one that was never finished. */
async function note(upload: Upload, line: string): Promise<void> {
  const journal = await open(join(upload.folder, "parts"), "r+");
  try {
    const whole = upload.parts.reduce((sum, part) => sum + writePart(part).length, 0);
    await journal.write(line, whole);
    await journal.sync();
  } finally {
    await journal.close();
  }
}
