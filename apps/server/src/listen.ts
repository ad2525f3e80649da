import { createServer, type IncomingMessage } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Platform } from "./app.ts";
import { HttpError } from "./http/errors/http-error.ts";
import { answerExpectation, answerUnreadable, unreadable } from "./http/request/answer-unreadable.ts";

export interface Listening {
  readonly url: string;
  /** Takes no new connections, ends streams, lets calls finish for a while, and closes everything. */
  stop(drainMs?: number): Promise<void>;
}

/** As much of the platform as a socket needs. */
export type Served = Pick<Platform, "app" | "upgrade" | "inflight" | "refuse" | "close">;

/** Others, such as HTTP/2's, are answered as if they had not asked. Node before 24 upgrades them all. */
const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === "websocket";

/** Puts the platform on a socket. */
export async function listen(platform: Served, host: string, port: number): Promise<Listening> {
  const options = {
    headersTimeout: 10_000,
    // Longer than what is usual for load balancers, so that they close idle connections, not we.
    keepAliveTimeout: 65_000,
    // A body may be an upload of any size; its own reader watches it.
    requestTimeout: 0,
  };
  const answer = getRequestListener(platform.app.fetch, { errorHandler: unreadable });
  const server = createServer(
    { ...options, shouldUpgradeCallback: isWebSocket },
    (request, response) => void answer(request, response),
  );
  server.on("upgrade", platform.upgrade);
  server.on("clientError", answerUnreadable);
  server.on("checkExpectation", answerExpectation);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const shown = host.includes(":") ? `[${host}]` : host;

  return {
    url: `http://${shown}:${bound}`,
    async stop(drainMs = 10_000) {
      platform.refuse();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const { inflight } = platform;
      const stopping = new HttpError(
        503,
        "server_stopping",
        "The server is stopping. Connect again to go on.",
      );
      inflight.abort("stream", stopping);
      if (!(await inflight.drained(drainMs))) {
        inflight.abort("all", stopping);
        await inflight.drained(1000);
      }
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(force);
      await platform.close();
    },
  };
}
