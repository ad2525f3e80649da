import { AgentError, type Channel } from "./channel.ts";
import type { Frame } from "./frames.ts";

/** Bytes of a body that go in one frame. */
const pieceBytes = 256 * 1024;

export interface Question {
  /** The first frame's header, without the id. */
  readonly header: Frame["header"];
  /** Sent in pieces: the first with `header`, the others with `nextHeader`. */
  readonly body?: Uint8Array;
  readonly nextHeader?: Frame["header"];
  /** Silence of this length means that the agent is gone. */
  readonly patienceMs: number;
}

/** Asks the agent and collects its replies until `take` gives a result. Abort cancels inside the sandbox. */
export function converse<T>(
  channel: Channel,
  question: Question,
  take: (frame: Frame) => T | undefined,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const leave = () => {
      talk.close();
      clearTimeout(patience);
      signal.removeEventListener("abort", onAbort);
    };
    const refuse = (error: unknown) => {
      leave();
      reject(error);
    };
    const onAbort = () => {
      channel.send({ id: talk.id, op: "cancel" });
      refuse(signal.reason);
    };
    const patience = setTimeout(() => channel.lose("the sandbox no longer answered"), question.patienceMs);
    const talk = channel.open(
      (frame) => {
        patience.refresh();
        if (frame.header["type"] === "error") return refuse(new AgentError(frame.header));
        try {
          const result = take(frame);
          if (result === undefined) return;
          leave();
          resolve(result);
        } catch (error) {
          refuse(error);
        }
      },
      (error) => queueMicrotask(() => refuse(error)),
    );
    signal.addEventListener("abort", onAbort, { once: true });
    sendBody(channel, talk.id, question);
  });
}

function sendBody(
  channel: Channel,
  id: number,
  { header, nextHeader, body = new Uint8Array() }: Question,
): void {
  let at = 0;
  do {
    const piece = body.subarray(at, at + pieceBytes);
    const first = at === 0;
    at += pieceBytes;
    channel.send({ ...(first ? header : nextHeader), id, first, more: at < body.length }, piece);
  } while (at < body.length);
}
