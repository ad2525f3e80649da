import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly payload: string;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** Every request so far. */
  readonly received: Received[];
  /** How it answers from now on; at first with 204. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A real receiver of webhooks, which keeps what it gets. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const receive = async () => {
      const payload = await text(request);
      received.push({ path: request.url ?? "", headers: request.headers, payload });
      receiver.answer(request, response);
    };
    void receive();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (_, response) => void response.writeHead(204).end(),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
