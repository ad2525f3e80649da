import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Client, type ClientOptions, createClient } from "../src/index.ts";

export interface TestSocketServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: IncomingMessage[];
  /** How the first connection was closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** How many connections are open. */
  open(): number;
  client(options?: ClientOptions): Client;
}

interface Settings {
  /** Takes connections, and never answers. */
  mute?: boolean;
  onRequest?: () => void;
  /** Whether the request of this number, from 1, is answered with a 503. */
  refuse?: (count: number) => boolean;
  /** Is given what lets a connection in. */
  hold?: (go: () => void) => void;
}

/** A real WebSocket server on loopback; `open` is given each connection. */
export async function serveSocket(
  open: (peer: WebSocket) => unknown,
  { mute = false, onRequest, refuse, hold = (go) => go() }: Settings = {},
): Promise<TestSocketServer> {
  const seen: IncomingMessage[] = [];
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "platform.v1" });
  let resolveClosed = (how: { code: number; reason: string }): unknown => how;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => (resolveClosed = resolve));
  const raw = new Set<Duplex>();
  http.on("upgrade", (request, socket, head) => {
    seen.push(request);
    raw.add(socket);
    onRequest?.();
    if (mute) return;
    if (refuse?.(seen.length)) return void socket.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    hold(() =>
      sockets.handleUpgrade(request, socket, head, (peer) => {
        peer.on("close", (code, reason) => resolveClosed({ code, reason: String(reason) }));
        open(peer);
      }),
    );
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    closed,
    open: () => sockets.clients.size,
    client: (options) => createClient({ apiKey: "key", baseUrl: url, ...options }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of raw) socket.destroy();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
