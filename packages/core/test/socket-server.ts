import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Client, createClient } from "../src/index.ts";

export interface TestSocketServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: IncomingMessage[];
  /** How the first connection was closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  client(): Client;
}

interface Settings {
  /** Takes connections, and never answers. */
  mute?: boolean;
  onRequest?: () => void;
}

/** A real WebSocket server on loopback; `open` is given each connection. */
export async function serveSocket(
  open: (peer: WebSocket) => unknown,
  { mute = false, onRequest }: Settings = {},
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
    sockets.handleUpgrade(request, socket, head, (peer) => {
      peer.on("close", (code, reason) => resolveClosed({ code, reason: String(reason) }));
      open(peer);
    });
  });
  await once(http.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    closed,
    client: () => createClient({ apiKey: "key", baseUrl: url }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of raw) socket.destroy();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
