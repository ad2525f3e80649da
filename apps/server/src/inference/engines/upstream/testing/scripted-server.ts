import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined for a GET. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** Resolves when the exchange is over, finished or broken off by the client. */
  readonly closed: Promise<void>;
}

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export type Reaction = (response: ServerResponse) => void;

/** Stands for a foreign server: meets its requests with the given reactions in turn, then always with the last. */
export async function scriptServer(...reactions: readonly Reaction[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const closed = new Promise<void>((resolve) => response.once("close", resolve));
    const body = await text(request);
    const reaction = reactions[Math.min(received.length, reactions.length - 1)];
    const json: Received["body"] = body === "" ? undefined : JSON.parse(body);
    received.push({ path: request.url ?? "", headers: request.headers, body: json, closed });
    reaction?.(response);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON, or with the bare text given. */
export function answers(status: number, body: unknown): Reaction {
  const plain = typeof body === "string";
  return (response) =>
    void response
      .writeHead(status, { "content-type": plain ? "text/plain" : "application/json" })
      .end(plain ? body : JSON.stringify(body));
}

/** How a scripted stream ends: properly closed, cut off, or left hanging. */
export type Ending = "end" | "cut" | "hang";

/** Streams the given raw pieces, one write each. */
export function streams(pieces: readonly (string | Uint8Array)[], ending: Ending = "end"): Reaction {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const piece of pieces) response.write(piece);
    if (ending === "end") response.end();
    // After a turn of the loop, so that what was written goes out first.
    if (ending === "cut") setImmediate(() => response.socket?.destroySoon());
  };
}

/** One event of a chat stream. */
export function event(chunk: object | string): string {
  return `data: ${typeof chunk === "string" ? chunk : JSON.stringify(chunk)}\n\n`;
}

/** A chunk with text, or with a finish reason. */
export function delta(content: string | null, finish: string | null = null): object {
  return { choices: [{ index: 0, delta: { content }, finish_reason: finish }] };
}

export const usage = { choices: [], usage: { prompt_tokens: 11, completion_tokens: 5 } };
export const done = event("[DONE]");
