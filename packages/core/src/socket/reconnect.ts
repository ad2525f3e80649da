import { PlatformError } from "../errors/platform-error.ts";
import { sleep } from "../transport/sleep.ts";
import { mailbox } from "./mailbox.ts";
import type { SocketOptions } from "./options.ts";
import { outbox } from "./outbox.ts";
import type { Socket } from "./socket.ts";

/** Keeps a connection up: given to `defineSocket` or to one call as `reconnect`. */
export type Reconnect = <I, O>(
  open: (options: SocketOptions) => Promise<Socket<I, O>>,
  options: SocketOptions,
) => Promise<Socket<I, O>>;

export interface ReconnectOptions {
  /** Most openings in a row before it is given up. Default 10. */
  maxTries?: number | undefined;
  /** Longest wait before the first of them, in milliseconds; each further one may be twice as long. Default 500. */
  baseMs?: number | undefined;
  /** Longest wait, in milliseconds. Default 30,000. */
  maxMs?: number | undefined;
  /** A connection that was open for so many milliseconds gives all tries back. Default 10,000. */
  stableMs?: number | undefined;
  /** Messages kept while the connection is down, to be sent when it is up. Default 0: sending is refused then. */
  queue?: number | undefined;
  /** Told when it is open again, before kept messages are sent: the place to subscribe anew. */
  onReconnect?: ((event: ReconnectEvent) => void) | undefined;
}

export interface ReconnectEvent {
  /** How many openings it took. */
  readonly tries: number;
  /** What had broken the connection. */
  readonly error: PlatformError;
}

/**
 * Opens a connection again when it breaks, after a random wait that may grow (exponential back-off with full
 * jitter). A close code that means "do not come back", an abort, a message that is not as agreed and the first
 * opening are not tried again. Messages on their way when it broke are lost, in both directions.
 *
 * @example
 * const chat = await openChat(client, { room: "a" }, { reconnect: reconnect({ queue: 100 }) });
 */
export function reconnect(options: ReconnectOptions = {}): Reconnect {
  const { maxTries = 10, baseMs = 500, maxMs = 30_000, stableMs = 10_000, queue = 0, onReconnect } = options;
  return async <I, O>(
    open: (more: SocketOptions) => Promise<Socket<I, O>>,
    given: SocketOptions,
  ): Promise<Socket<I, O>> => {
    const { signal } = given;
    const stop = new AbortController();
    const follow = () => stop.abort(signal?.reason);
    if (signal?.aborted) follow();
    else signal?.addEventListener("abort", follow);
    const live = { ...given, signal: stop.signal };
    const inbox = mailbox<I>();
    const out = outbox<O>(queue);
    let current: Socket<I, O>;
    let closed = false;

    /** Tries to open it until it is open; throws the last failure when there is no more trying. */
    const openAgain = async (broken: PlatformError, tried: number): Promise<number> => {
      let last = broken;
      for (let tries = tried + 1; last.retryable && tries <= maxTries; tries++) {
        await sleep(Math.random() * Math.min(maxMs, baseMs * 2 ** (tries - 1)), stop.signal);
        try {
          current = await open(live);
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
          error.attempts = tries;
          last = error;
          continue;
        }
        out.up(current);
        onReconnect?.({ tries, error: broken });
        out.flush();
        return tries;
      }
      throw last;
    };

    const run = async () => {
      for (let tries = 0; ;) {
        const since = Date.now();
        try {
          for await (const message of current) inbox.put(message);
          return inbox.end();
        } catch (error) {
          if (closed || !(error instanceof PlatformError)) throw error;
          out.down();
          tries = await openAgain(error, Date.now() - since < stableMs ? tries : 0);
        }
      }
    };

    try {
      current = await open(live);
    } catch (error) {
      signal?.removeEventListener("abort", follow);
      throw error;
    }
    out.up(current);
    run()
      // What ends by `close` has ended well.
      .catch((error: Error) => (closed ? inbox.end() : inbox.fail(error)))
      .finally(() => {
        out.end();
        void current.close();
        signal?.removeEventListener("abort", follow);
      });
    const close = async () => {
      closed = true;
      // Closed in order where it is open; else the waiting or the opening is given up.
      if (out.isUp()) await current.close();
      else stop.abort();
    };
    return {
      send: out.send,
      close,
      [Symbol.asyncDispose]: close,
      async *[Symbol.asyncIterator]() {
        try {
          yield* inbox;
        } finally {
          await close();
        }
      },
    };
  };
}
