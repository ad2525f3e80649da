import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fail } from "../errors/http-error.ts";
import type { Operation } from "../operation.ts";
import { notFound } from "./mount-uploads.ts";
import { findUpload, type Upload } from "./upload-files.ts";

/** Bytes that were sent in parts before, in place of a request's body. */
export interface FinishedUpload {
  readonly body: ReadableStream<Uint8Array>;
  /** Gives the space back: the operation has taken them. */
  drop(): Promise<void>;
}

const mostIds = 16;

/** What the header `Upload-From` names, one after another; undefined without it. */
export function finishedUpload(
  headers: Headers,
  place: { readonly dataDir: string; readonly projectId: string; readonly operation: Operation },
): FinishedUpload | undefined {
  const named = headers.get("upload-from");
  if (named === null || place.operation.contract.kind !== "upload") return undefined;
  const ids = named.trim().split(/\s+/);
  if (ids.length > mostIds) {
    fail(400, "invalid_header", `The header upload-from names at most ${mostIds} uploads.`, {
      param: "upload-from",
    });
  }
  const bytes = read(ids, headers.get("upload-digest"), place);
  return {
    body: new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await bytes.return(undefined)),
    }),
    async drop() {
      for (const id of ids) {
        const upload = await findUpload(place.dataDir, place.projectId, id);
        if (upload) await rm(upload.folder, { recursive: true, force: true });
      }
    },
  };
}

/** Looked at when the handler reads: a repeated request whose answer is known reads nothing. */
async function* read(
  ids: readonly string[],
  digest: string | null,
  place: Parameters<typeof finishedUpload>[1],
): AsyncGenerator<Uint8Array> {
  const uploads: Upload[] = [];
  for (const id of ids) uploads.push(await complete(id, place));
  if (digest !== null && digest !== `sha256 ${digestOf(uploads)}`) {
    const message = "The parts do not make up what the client sent; its file may have changed. Begin anew.";
    fail(409, "upload_digest_mismatch", message, { param: "upload-digest" });
  }
  for (const { folder } of uploads) yield* createReadStream(join(folder, "bytes"));
}

async function complete(id: string, place: Parameters<typeof finishedUpload>[1]): Promise<Upload> {
  const upload = await findUpload(place.dataDir, place.projectId, id);
  if (upload === undefined || upload.operation !== place.operation.contract.name) return notFound(id);
  const { offset, length } = upload;
  if (offset < length) {
    fail(409, "upload_incomplete", `The upload ${id} has ${offset} of ${length} bytes. Send the rest.`);
  }
  return upload;
}

/** SHA-256 over the digests of all parts: browsers cannot digest a whole that they do not hold. */
function digestOf(uploads: readonly Upload[]): string {
  const hash = createHash("sha256");
  for (const { parts } of uploads) for (const { digest } of parts) hash.update(digest, "base64");
  return hash.digest("base64");
}
