import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { WebSocketServer } from "ws";
import { answers, type Exchange, type Moments } from "./answers.ts";

export interface Site extends AsyncDisposable {
  readonly url: string;
  /** An address on loopback where nobody listens. */
  readonly nobody: string;
}

/** The server that the program talks to; `page` serves the program itself, for browsers. */
export async function openSite(page: Readonly<Record<string, string>> = {}): Promise<Site> {
  const exchange: Exchange = { keys: [], came: moments(), closed: moments() };
  const server = createServer(async (request, response) => {
    const served = page[request.url ?? ""];
    if (served !== undefined) {
      return response.writeHead(200, { "content-type": typeOf(request.url) }).end(served);
    }
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    await answer(exchange, request, response, body);
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => "platform.v1" });
  sockets.on("connection", (peer) =>
    peer.on("message", (data: Buffer) => {
      peer.send(data.toString());
      if (data.toString().includes("bye")) peer.close(1000);
    }),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: addressOf(server.address()),
    nobody: await nobody(),
    [Symbol.asyncDispose]: async () => {
      for (const peer of sockets.clients) peer.terminate();
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

async function answer(
  exchange: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const [, , resource = "", name = ""] = pathname.split("/");
  // Who asks after a connection goes by its name, but is not it.
  if (resource !== "closed") {
    exchange.came.happened(name);
    response.once("close", () => exchange.closed.happened(name));
  }
  await (answers[resource] ?? answers["missing"])?.({
    exchange,
    request,
    response,
    body,
    name,
    query: searchParams,
  });
}

/** Moments by name, each waited for before or after it happens. */
function moments(): Moments {
  const past = new Set<string>();
  const emitter = new EventEmitter();
  return {
    happened(name) {
      past.add(name);
      emitter.emit(name);
    },
    async wait(name) {
      if (!past.has(name)) await once(emitter, name);
    },
  };
}

/** A port that was free a moment ago. */
async function nobody(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = addressOf(server.address());
  await once(server.close(), "close");
  return url;
}

const addressOf = (address: AddressInfo | string | null): string =>
  `http://127.0.0.1:${(address as AddressInfo).port}`;

const typeOf = (path = ""): string =>
  path.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
