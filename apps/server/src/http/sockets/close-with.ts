import type { WebSocket } from "ws";
import { describeError } from "../errors/describe-error.ts";

/** The longest reason that a close may carry, in bytes. */
const reasonBytes = 123;
const graceMs = 2_000;

/** Closes in order; a client that does not answer is cut off. */
export function closeWith(peer: WebSocket, code: number, reason = ""): void {
  if (peer.readyState === peer.CLOSED) return;
  peer.close(code, reason);
  const timer = setTimeout(() => peer.terminate(), graceMs);
  peer.once("close", () => clearTimeout(timer));
  // What is unread would hold back the client's answer.
  peer.resume();
}

/**
 * A failure as a close code. 4000 to 4099 are HTTP's 400 to 499, which coming back does not mend; 1012, 1013 and
 * 1011 are a server that stops, one that is busy, and one that failed.
 */
export function closeOf(error: unknown, requestId: string): readonly [code: number, reason: string] {
  const { status, body } = describeError(error, requestId);
  const { code, message, retryable } = body.error;
  const reason = clip(`${code}: ${message}`);
  if (code === "server_stopping") return [1012, reason];
  if (retryable) return [1013, reason];
  return [status < 500 ? 3600 + status : 1011, reason];
}

/** As much of a text as fits, whole characters only. */
function clip(text: string): string {
  const cut = Buffer.from(text).subarray(0, reasonBytes);
  return new TextDecoder().decode(cut, { stream: true });
}
