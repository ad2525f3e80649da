import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Client, type ClientOptions, createClient, retry } from "../src/index.ts";

/** A request as it arrived, its body read. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Settles when the answer has been sent or its connection is gone. */
  readonly closed: Promise<unknown>;
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: Seen[];
  /** A client of this server that waits a millisecond at most before it tries again. */
  client(options?: ClientOptions): Client;
}

type Answer = (response: ServerResponse, seen: Seen, count: number) => unknown;

/** A real server on loopback; `answer` is called with each request and its number, from 1. */
export async function serve(answer: Answer): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const closed = once(response, "close");
    const { method = "", url = "", headers } = request;
    const body = await text(request).catch(() => "cut off");
    seen.push({ method, url, headers, body, closed });
    await answer(response, seen[seen.length - 1] as Seen, seen.length);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    client: (options) =>
      createClient({ apiKey: "key", baseUrl: url, retry: retry({ baseMs: 1 }), ...options }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Begins a stream of events. */
export function events(response: ServerResponse, ...parts: string[]): void {
  response.writeHead(200, { "content-type": "text/event-stream", "x-request-id": "req_1" });
  for (const part of parts) response.write(part);
}

/** What a promise is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("It did not fail.");
}

/** Everything an iteration gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
