import type { SocketContract } from "../action/contract.ts";
import type { RequestSpec } from "../action/request.ts";
import { validate } from "../action/validate.ts";
import { type Client, settings } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import { AbortedError, ConnectionError, DecodeError, StreamError } from "../errors/client-errors.ts";
import { requestHeaders } from "../transport/headers.ts";
import { toQuery } from "../transport/send.ts";
import { mailbox } from "./mailbox.ts";

/** A connection open both ways. Read it once, with `for await`; leaving the loop closes it. */
export interface Socket<I, O> extends AsyncIterable<I>, AsyncDisposable {
  /** Sends one message. @throws {StreamError} when the connection is closed. */
  send(message: O): void;
  close(): Promise<void>;
}

/** Opens the connection; the key travels as a subprotocol, the one header a browser lets a page set. */
export async function openSocket<P, I, O>(
  client: Client,
  contract: SocketContract<P, I, O>,
  spec: RequestSpec,
  options: CallOptions,
): Promise<Socket<I, O>> {
  const headers = await requestHeaders(client[settings], spec, options);
  const url = client.baseUrl.replace(/^http/, "ws") + spec.path + toQuery(spec.query);
  const key = headers["authorization"]?.slice("Bearer ".length);
  const socket = new WebSocket(url, ["platform.v1", ...(key ? [`platform.key.${key}`] : [])]);
  const inbox = mailbox<string>();
  const abort = () => {
    inbox.fail(new AbortedError(options.signal?.reason));
    socket.close();
  };
  options.signal?.addEventListener("abort", abort);
  socket.addEventListener("message", (event) => inbox.put(String(event.data)));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("close", ({ code, reason, wasClean }) => {
      options.signal?.removeEventListener("abort", abort);
      const why = `The connection closed (${code}${reason && `: ${reason}`}).`;
      if (wasClean && code === 1000) inbox.end();
      else inbox.fail(new StreamError(why, { code: "socket_closed", retryable: true }));
      reject(options.signal?.aborted ? new AbortedError(options.signal.reason) : new ConnectionError(why));
    });
    if (options.signal?.aborted) abort();
  });
  const close = async () => socket.close(1000);
  return {
    send: (message) => {
      if (socket.readyState !== 1)
        throw new StreamError("The connection is closed.", { code: "socket_closed" });
      socket.send(JSON.stringify(message));
    },
    close,
    [Symbol.asyncDispose]: close,
    async *[Symbol.asyncIterator]() {
      try {
        for await (const text of inbox) {
          yield await validate(contract.incoming, JSON.parse(text), (path, message) => {
            return new DecodeError(
              `${contract.name}: a message is not what was agreed: \`${path}\`: ${message}.`,
            );
          });
        }
      } finally {
        await close();
      }
    },
  };
}
