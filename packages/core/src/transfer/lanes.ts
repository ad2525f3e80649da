import { ConflictError } from "../errors/api-error.ts";
import { offsetOf, sendPart, sha256, type TusContext } from "./tus.ts";

/** What a program keeps of an upload to go on with it. Plain JSON. */
export interface ResumableUploadState {
  readonly uploadIds: readonly string[];
  readonly sizeBytes: number;
  readonly partBytes: number;
}

/** A stretch of the bytes that one upload holds; its parts go up one after another. */
export interface Lane {
  readonly from: number;
  readonly to: number;
  readonly partBytes: number;
}

/** Cuts the bytes into at most `most` stretches of whole parts; the last one is shorter, and alone it may be empty. */
export function lanesOf(sizeBytes: number, partBytes: number, most: number): Lane[] {
  const parts = Math.ceil(sizeBytes / partBytes);
  const bytes = Math.max(1, Math.ceil(parts / most)) * partBytes;
  const count = Math.max(1, Math.ceil(sizeBytes / bytes));
  return Array.from({ length: count }, (_, at) => {
    const from = at * bytes;
    return { from, to: Math.min(sizeBytes, from + bytes), partBytes };
  });
}

/** Sends what the server lacks of a lane, and gives the digests of all its parts. */
export async function sendLane(
  context: TusContext,
  id: string,
  blob: Blob,
  { from, to, partBytes }: Lane,
  resumed: boolean,
  tell: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const digests: Uint8Array<ArrayBuffer>[] = [];
  let there = resumed ? await offsetOf(context, id) : 0;
  if (there > 0) tell(there);
  for (let at = from; at < to; at += partBytes) {
    const bytes = new Uint8Array(await blob.slice(at, Math.min(to, at + partBytes)).arrayBuffer());
    const digest = await sha256(bytes);
    digests.push(Uint8Array.from(atob(digest), (char) => char.charCodeAt(0)));
    const end = at - from + bytes.length;
    if (there >= end) continue;
    there = await sendPart(context, id, there, bytes, digest).catch(async (error: unknown) => {
      // The part may have come while its answer was lost: the server says how far it is.
      const now = error instanceof ConflictError ? await offsetOf(context, id) : 0;
      if (now === end) return now;
      throw error;
    });
    tell(there);
  }
  return digests;
}
