import type { RawData, WebSocket } from "ws";
import type { Schema } from "../contract.ts";
import { fail } from "../errors/http-error.ts";
import { expectText } from "../request/expect-text.ts";
import { validate } from "../request/validate.ts";

/** With so many unread messages nothing more is taken from the network. */
const mostUnread = 64;

/** What a client sends, checked as it is read; ends when the client has closed. A fault in it is a 400. */
export function incoming<T>(peer: WebSocket, schema: Schema<T>): AsyncIterable<T> {
  const unread: (string | undefined)[] = [];
  let over = peer.readyState !== peer.OPEN;
  let wake = () => {};
  peer.on("message", (data: RawData, isBinary: boolean) => {
    unread.push(isBinary ? undefined : String(data));
    if (unread.length >= mostUnread) peer.pause();
    wake();
  });
  peer.on("close", () => {
    over = true;
    wake();
  });
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (unread.length > 0) {
          const text = unread.shift();
          if (peer.isPaused && unread.length < mostUnread / 2) peer.resume();
          yield await checked(text, schema);
        }
        if (over) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

async function checked<T>(text: string | undefined, schema: Schema<T>): Promise<T> {
  let message: unknown;
  try {
    message = JSON.parse(text ?? "");
  } catch {
    return fail(400, "invalid_message", "A message must be JSON, sent as text.");
  }
  const value = await validate(schema, message as Record<string, unknown>);
  expectText({ message: value }, []);
  return value;
}
