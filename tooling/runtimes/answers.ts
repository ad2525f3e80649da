import type { IncomingMessage, ServerResponse } from "node:http";

/** Things that happen once, by name. */
export interface Moments {
  happened(name: string): void;
  wait(name: string): Promise<void>;
}

/** What the server has seen. */
export interface Exchange {
  /** The idempotency keys of the write that is under way. */
  keys: Array<string | undefined>;
  /** A request for that name has come. */
  readonly came: Moments;
  /** Its connection is closed, or its answer is sent. */
  readonly closed: Moments;
}

interface Asked {
  readonly exchange: Exchange;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  /** The last part of the path. */
  readonly name: string;
  readonly query: URLSearchParams;
}

const said = "Grüße, 世界 👩‍👩‍👧 ";
const bytes = Buffer.from(new Uint8Array(300_000).map((_, at) => at % 251));

/** What is answered below `/v1/`, by the first part of the path. */
export const answers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  /** The first attempt of every write fails. */
  write({ exchange, request, response, body }) {
    exchange.keys.push(request.headers["idempotency-key"] as string | undefined);
    if (exchange.keys.length === 1) return json(response, {}, 503, { "retry-after": "0" });
    json(response, { ...(JSON.parse(body.toString()) as object), keys: exchange.keys });
    exchange.keys = [];
  },
  async misbehave({ exchange, request, response, name }) {
    const awaited = /^once-(.+)-came$/.exec(name)?.[1];
    if (awaited !== undefined) await exchange.came.wait(awaited);
    if (name === "missing") return missing(response);
    if (name === "html") return response.writeHead(200, { "content-type": "application/json" }).end("<html>");
    if (name === "busy") return json(response, {}, 503, { "retry-after": "30" });
    if (name === "silent" || name === "forever") return;
    json(response, { text: request.headers.authorization ?? "" });
  },
  async closed({ exchange, response, name }) {
    await exchange.closed.wait(name);
    json(response, { closed: true });
  },
  tick({ response, name }) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (name === "quiet") return response.flushHeaders();
    response.write('data: {"n":1}\n\ndata: {"n":2}\n\n');
    if (name === "early") return response.end();
    // Told apart from the answer's beginning, so that the reader has it before the connection is gone.
    if (name === "broken") return setTimeout(() => response.destroy(), 50);
    let n = 2;
    const timer = setInterval(() => response.write(`data: {"n":${++n}}\n\n`), 5);
    response.once("close", () => clearInterval(timer));
  },
  items({ response, query }) {
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 7);
    const data = [1, 2, 3, 4, 5, 6, 7].slice(from, from + limit).map((n) => ({ n }));
    json(response, { data, nextCursor: from + limit < 7 ? String(from + limit) : null });
  },
  bytes({ request, response, body, name }) {
    if (request.method === "PUT") {
      return json(response, { sizeBytes: body.length, sum: body.reduce((a, b) => a + b, 0) });
    }
    response.writeHead(200, { "content-type": "text/plain", "content-length": bytes.length });
    if (name !== "cut") return response.end(bytes);
    response.write(bytes.subarray(0, 1000), () => setTimeout(() => response.destroy(), 50));
  },
  async chat({ response, body }) {
    const common = { id: "chatcmpl_1", created: 1, model: "m" };
    if ((JSON.parse(body.toString()) as { stream?: boolean }).stream !== true) {
      const message = { role: "assistant", content: said };
      return json(response, {
        ...{ ...common, object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] },
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      });
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const choices = [{ index: 0, delta: { content: said }, finish_reason: null }];
    const chunk = `data: ${JSON.stringify({ ...common, object: "chat.completion.chunk", choices })}\n\n`;
    const whole = Buffer.from(`${chunk.repeat(20)}data: [DONE]\n\n`);
    // 97 bytes at a time: cut inside of code points and between the two ends of a line.
    for (let at = 0; at < whole.length; at += 97) {
      response.write(whole.subarray(at, at + 97));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  },
  missing: ({ response }) => missing(response),
};

function missing(response: ServerResponse): void {
  const error = {
    type: "not_found_error",
    code: "note_not_found",
    message: "No such note.",
    retryable: false,
  };
  json(response, { error }, 404, { "x-request-id": "req_1" });
}

function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
