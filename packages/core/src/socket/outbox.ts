import { StreamError } from "../errors/client-errors.ts";
import type { Socket } from "./socket.ts";

/** Where messages go while a connection may be up or down. */
export interface Outbox<O> {
  send(message: O): void;
  /** The connection is up. */
  up(socket: Pick<Socket<unknown, O>, "send">): void;
  /** Sends what was kept; what cannot be sent stays. */
  flush(): void;
  down(): void;
  /** Nothing will be sent any more. */
  end(): void;
  isUp(): boolean;
}

/** @param room - How many messages are kept while the connection is down. */
export function outbox<O>(room: number): Outbox<O> {
  const kept: O[] = [];
  let state: Pick<Socket<unknown, O>, "send"> | "down" | "over" = "down";
  const keep = (message: O) => {
    if (kept.length < room) return void kept.push(message);
    throw new StreamError(
      room > 0
        ? `The connection is down, and ${room} messages wait already.`
        : "The connection is down. Send again when it is up, or give `queue` to `reconnect`.",
      { code: room > 0 ? "queue_full" : "socket_down", retryable: true },
    );
  };
  const send = (message: O) => {
    if (state === "over") throw new StreamError("The connection is closed.", { code: "socket_closed" });
    if (state === "down") return keep(message);
    try {
      state.send(message);
    } catch (error) {
      // It has just broken, which the reading side is about to notice.
      if (!(error instanceof StreamError)) throw error;
      keep(message);
    }
  };
  return {
    send,
    up: (socket) => {
      state = socket;
    },
    flush: () => {
      for (const message of kept.splice(0)) send(message);
    },
    down: () => {
      state = "down";
    },
    end: () => {
      state = "over";
    },
    isUp: () => typeof state === "object",
  };
}
