import type { SocketContract } from "../action/contract.ts";
import type { RequestSpec } from "../action/request.ts";
import { validate } from "../action/validate.ts";
import { ValidationError } from "../errors/api-error.ts";
import { type Client, settings } from "../client/create-client.ts";
import { ConfigurationError, ConnectionError, DecodeError, StreamError } from "../errors/client-errors.ts";
import { beginAttempt } from "../transport/attempt.ts";
import { requestHeaders } from "../transport/headers.ts";
import { unlessAborted } from "../transport/unless-aborted.ts";
import { mailbox } from "./mailbox.ts";
import type { SocketOptions } from "./options.ts";
import { SocketClosedError } from "./socket-closed-error.ts";

/** A connection open both ways. Read it once, with `for await`; leaving the loop closes it. */
export interface Socket<I, O> extends AsyncIterable<I>, AsyncDisposable {
  /** Sends one message. @throws {ValidationError} when it is not as agreed. @throws {StreamError} when the connection is closed. */
  send(message: O): void;
  /** Starts the closing; a loop that is reading ends once the server has agreed. */
  close(): Promise<void>;
}

/** Opens the connection; key or ticket travel as a subprotocol, the one header a browser lets a page set. */
export async function openSocket<P, I, O>(
  client: Client,
  contract: SocketContract<P, I, O>,
  spec: RequestSpec,
  options: SocketOptions,
): Promise<Socket<I, O>> {
  const own = client[settings];
  const limitMs = Math.min(
    options.timeoutMs ?? own.timeoutMs,
    options.deadlineMs ?? own.deadlineMs ?? Infinity,
  );
  const attempt = beginAttempt(options.signal, limitMs);
  attempt.touch();
  const proof = await unlessAborted(proofOf(client, spec, options), attempt.signal).catch(
    (error: unknown) => {
      const why = attempt.why() ?? error;
      attempt.end(why);
      throw why;
    },
  );
  const socket = connect(client.baseUrl.replace(/^http/i, "ws") + spec.path, proof);
  const inbox = mailbox<string>();
  socket.addEventListener("message", (event) => inbox.put(String(event.data)));
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      attempt.end();
      inbox.fail(error);
      reject(error);
    };
    attempt.signal.addEventListener("abort", () => {
      const why = attempt.why();
      if (why) fail(why);
      socket.close();
    });
    socket.addEventListener("open", () => {
      attempt.rest();
      resolve();
    });
    socket.addEventListener("close", ({ code, reason, wasClean }) => {
      if (wasClean && code === 1000) inbox.end();
      const why = `The connection closed (${code}${reason && `: ${reason}`}).`;
      // Whoever waits for the opening gets the first, whoever reads the second.
      reject(new ConnectionError(why));
      fail(new SocketClosedError(why, code));
    });
  });
  const close = async () => socket.close(1000);
  return {
    send: (message) => {
      if (socket.readyState !== 1)
        throw new StreamError("The connection is closed.", { code: "socket_closed" });
      expectAgreed(contract, message);
      socket.send(JSON.stringify(message));
    },
    close,
    [Symbol.asyncDispose]: close,
    async *[Symbol.asyncIterator]() {
      try {
        for await (const text of inbox) yield await decodeMessage(contract, text);
      } finally {
        await close();
      }
    },
  };
}

/** Says who opens it, as a subprotocol: by a ticket where there is a way to one, else by the key. */
async function proofOf(client: Client, spec: RequestSpec, options: SocketOptions): Promise<string[]> {
  const own = client[settings];
  const { name, scope } = spec.contract;
  const ticket = options.ticket ?? own.ticket;
  if (ticket) return [`platform.ticket.${await ticket({ name, scope, signal: options.signal })}`];
  const headers = await requestHeaders(own, spec, options, "");
  const key = headers.get("authorization")?.slice("Bearer ".length);
  return key ? [`platform.key.${key}`] : [];
}

function connect(url: string, proof: readonly string[]): WebSocket {
  try {
    return new WebSocket(url, ["platform.v1", ...proof]);
  } catch {
    // The error caught here may quote the key: it is not passed on.
    throw new ConfigurationError(
      "The API key or the ticket holds a character that a WebSocket cannot send.",
      {
        code: "invalid_header",
        param: "apiKey",
      },
    );
  }
}

/** A schema that decides later cannot be waited for here; the server checks too. */
function expectAgreed<P, I, O>(contract: SocketContract<P, I, O>, message: O): void {
  const checked = validate(
    contract.outgoing,
    message,
    (sentence, param) =>
      new ValidationError(`${contract.name}: the message is not what was agreed: ${sentence}`, {
        status: 0,
        code: "invalid_message",
        param,
      }),
  );
  if (checked instanceof Promise) checked.catch(() => {});
}

async function decodeMessage<P, I, O>(contract: SocketContract<P, I, O>, text: string): Promise<I> {
  const fail = (sentence: string, param?: string) =>
    new DecodeError(`${contract.name}: a message is not what was agreed: ${sentence}`, { param });
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw fail("it is not JSON.");
  }
  return validate(contract.incoming, message, fail);
}
