import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";

const step = 4 * 1024 * 1024;

/** A strong `ETag`: the same for the same bytes and for no others. Lets other requests in between its steps. */
export async function contentTag(bytes: Uint8Array, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.byteLength; at += step) {
    if (at > 0) await setImmediate(undefined, { signal });
    hash.update(bytes.subarray(at, at + step));
  }
  return `"${hash.digest("base64url")}"`;
}
