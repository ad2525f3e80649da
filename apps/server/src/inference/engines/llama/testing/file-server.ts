import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface FileServer {
  readonly url: string;
  /** What clients asked for so far: path and `Range`, or "" without one. */
  readonly requests: readonly { readonly path: string; readonly range: string }[];
  close(): Promise<void>;
}

/** Answers one request; `bytesFrom` is the start of the asked range. */
export type Answer = (request: IncomingMessage, response: ServerResponse, bytesFrom: number) => void;

/** A loopback server that answers its requests with the given answers in turn, the last one for all further ones. */
export async function serveFiles(...answers: readonly Answer[]): Promise<FileServer> {
  const requests: { path: string; range: string }[] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range ?? "";
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ path: request.url ?? "", range });
    answer?.(request, response, Number(/\d+/u.exec(range)?.[0] ?? 0));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Breaks a connection off. */
export interface Cut {
  readonly after: number;
  /** Resolves when the client has kept what it got; a connection lost earlier takes buffered bytes with it. */
  readonly kept: () => Promise<unknown>;
}

/** Sends the asked range, or everything when there is none, or only a first part of it. */
export function sends(bytes: Buffer, options: { cut?: Cut; etag?: string } = {}): Answer {
  const { cut, etag = '"v1"' } = options;
  return (request, response, asked) => {
    const from = request.headers["if-range"] === etag ? asked : 0;
    const rest = bytes.subarray(from);
    response.setHeader("etag", etag);
    response.setHeader("content-length", rest.length);
    if (from > 0) response.setHeader("content-range", `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(from > 0 ? 206 : 200);
    if (cut === undefined) response.end(rest);
    else {
      response.write(rest.subarray(0, cut.after));
      void cut.kept().finally(() => response.destroy());
    }
  };
}

/** Sends the client elsewhere. */
export function redirects(location: string): Answer {
  return (_request, response) => void response.writeHead(302, { location }).end();
}

/** Answers with a bare status. */
export function refuses(status: number): Answer {
  return (_request, response) =>
    void response.writeHead(status, { "content-type": "text/html" }).end("<h1>no</h1>");
}
