import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerHeedlessly, heedless } from "./heedless-models.ts";

export interface ModelServer {
  readonly url: string;
  /** Bodies it was sent. */
  readonly asked: Record<string, unknown>[];
  /** Answers under way. */
  readonly answering: number;
  close(): Promise<void>;
}

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 10 },
};

/** A vendor's service on loopback: answers in OpenAI's shapes, streams too, and tells usage as that does. */
export async function startModelServer(): Promise<ModelServer> {
  const asked: Record<string, unknown>[] = [];
  let answering = 0;
  const server = createServer((request, response) => {
    answering++;
    response.once("close", () => answering--);
    void (async () => {
      const body = await read(request);
      asked.push(body);
      answer(request.url ?? "", body, response);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get answering() {
      return answering;
    },
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of request) text += String(part);
  return JSON.parse(text || "{}") as Record<string, unknown>;
}

function answer(path: string, body: Record<string, unknown>, response: ServerResponse): void {
  const model = `${String(body["model"])}-2026`;
  if (body["model"] === "refused") return json(response, 400, { error: { message: "No.", type: "bad" } });
  if (path.endsWith("/embeddings")) {
    const data = [{ object: "embedding", index: 0, embedding: [0.6, 0.8] }];
    // One that claims more than can have been asked.
    const tokens = body["model"] === "heedless-embeds" ? 5_000 : 8;
    const told = { prompt_tokens: tokens, total_tokens: tokens };
    return json(response, 200, { object: "list", data, model, usage: told });
  }
  if (path.endsWith("/responses")) return responses(body, model, response);
  if (path.endsWith("/models")) return json(response, 200, { data: heedless.map((id) => ({ id })) });
  if (heedless.includes(String(body["model"]))) return void answerHeedlessly(String(body["model"]), response);
  const head = { id: "chatcmpl-1", created: 1, model };
  if (body["stream"] !== true) {
    const choices = [
      { index: 0, message: { role: "assistant", content: "Hello", refusal: null }, finish_reason: "stop" },
    ];
    return json(response, 200, { ...head, object: "chat.completion", choices, usage });
  }
  const chunk = (delta: object, reason: string | null) => ({
    ...{ ...head, object: "chat.completion.chunk" },
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  // One that goes on until its reader has enough.
  if (body["model"] === "endless") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    return void response.write(`data: ${JSON.stringify(chunk({ content: "Hel" }, null))}\n\n`);
  }
  const asks = (body["stream_options"] as { include_usage?: boolean } | undefined)?.include_usage;
  events(response, [
    chunk({ role: "assistant", content: "Hel" }, null),
    chunk({ content: "lo é😀" }, null),
    chunk({}, "stop"),
    ...(asks ? [{ ...head, object: "chat.completion.chunk", choices: [], usage }] : []),
  ]);
}

function responses(body: Record<string, unknown>, model: string, response: ServerResponse): void {
  const told = {
    ...{ input_tokens: 75, input_tokens_details: { cached_tokens: 25 } },
    ...{ output_tokens: 40, output_tokens_details: { reasoning_tokens: 30 }, total_tokens: 115 },
  };
  const content = [{ type: "output_text", text: "Hello", annotations: [] }];
  const output = [{ type: "message", id: "msg_1", role: "assistant", status: "completed", content }];
  const whole = { id: "resp_1", object: "response", model, output, status: "completed", usage: told };
  if (body["stream"] !== true) return json(response, 200, whole);
  events(response, [
    { type: "response.created", response: { ...whole, output: [], status: "in_progress", usage: null } },
    {
      type: "response.output_text.delta",
      item_id: "msg_1",
      output_index: 0,
      content_index: 0,
      delta: "Hello",
    },
    { type: "response.completed", response: whole },
  ]);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function events(response: ServerResponse, values: readonly object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const text = values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join("");
  // In pieces that cut events and characters.
  const bytes = Buffer.from(`${text}data: [DONE]\n\n`);
  const third = Math.ceil(bytes.length / 3);
  for (let at = 0; at < bytes.length; at += third) response.write(bytes.subarray(at, at + third));
  response.end();
}
