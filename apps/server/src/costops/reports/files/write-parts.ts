import { createHash } from "node:crypto";
import { HttpError } from "../../../http/errors/http-error.ts";
import type { Database } from "../../../store/database.ts";
import { reportFileParts } from "../../../store/schema/index.ts";
import type { ClaimedRun } from "../running/claim-run.ts";

const partBytes = 512 * 1024;

/** The largest file: what a database that is backed up as a whole may be asked to keep. */
export const mostBytes: number = 1024 * 1024 * 1024;

export interface Written {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
}

/**
 * Writes a file in parts of half a megabyte, each by itself: one transaction over all of them would hold back the
 * cleaning up of the whole database. Until the run names the file, nobody reads them.
 */
export async function writeParts(
  db: Database,
  run: ClaimedRun,
  content: AsyncIterable<Uint8Array>,
  { most, signal }: { most: number; signal: AbortSignal },
): Promise<Written> {
  const { organizationId, projectId, id: runId, lease: fileId } = run;
  const hash = createHash("sha256");
  let bytes = 0;
  let seq = 0;
  for await (const part of partsOf(content)) {
    signal.throwIfAborted();
    bytes += part.byteLength;
    if (bytes > most) tooLarge(most);
    hash.update(part);
    // Past the tenant's handle, which would send the bytes back.
    await db.insert(reportFileParts).values({ organizationId, projectId, runId, fileId, seq, bytes: part });
    seq += 1;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The same bytes, in parts of one size but for the last. */
async function* partsOf(content: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of content) {
    held.push(bytes);
    size += bytes.byteLength;
    if (size < partBytes) continue;
    const whole = Buffer.concat(held);
    let at = 0;
    for (; size - at >= partBytes; at += partBytes) yield whole.subarray(at, at + partBytes);
    held = [whole.subarray(at)];
    size -= at;
  }
  if (size > 0) yield Buffer.concat(held);
}

function tooLarge(most: number): never {
  const message = `The file is larger than ${most} bytes. Narrow the filter, shorten the period, or set compress.`;
  throw new HttpError(413, "report_too_large", message);
}
