// Answers as a model's server does, with no work behind it; its processor time is not the client's. The first part
// of the path says how it behaves: `well`, `each` (an event a write), `busy`, `stall-body`, `stall-stream`.
import { createServer } from "node:http";

const said = { role: "assistant", content: "word ".repeat(20) };
const usage = { prompt_tokens: 20, completion_tokens: 20, total_tokens: 40 };
const common = { id: "chatcmpl_1", created: 1, model: "m" };
const choices = [{ index: 0, message: said, finish_reason: "stop" }];
const delta = [{ index: 0, delta: { content: "word " }, finish_reason: null }];
const text = { type: "text_delta", text: "word " };

/** By the API's path: one answer, an event of a stream, and what ends it. */
const apis = {
  "/v1/chat/completions": {
    whole: JSON.stringify({ ...common, object: "chat.completion", choices, usage }),
    event: `data: ${JSON.stringify({ ...common, object: "chat.completion.chunk", choices: delta })}\n\n`,
    end: "data: [DONE]\n\n",
  },
  "/v1/messages": {
    whole: JSON.stringify({
      ...{ id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: "end_turn" },
      ...{ content: [{ type: "text", text: said.content }], stop_sequence: null },
      usage: { input_tokens: 20, output_tokens: 20 },
    }),
    event: `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta: text })}\n\n`,
    end: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  },
};
export const chunks = 20_000;

const server = createServer(async (request, response) => {
  const [, mode = "", path = ""] = /^\/([\w-]+)(\/v1\/.*)$/.exec(request.url) ?? [];
  const { whole, event, end } = apis[path];
  let body = "";
  for await (const part of request.setEncoding("utf8")) body += part;
  if (mode === "busy") {
    response.writeHead(503, { "content-type": "application/json", "retry-after": "3" });
    return response.end("{}");
  }
  if (mode === "stall-body") {
    response.writeHead(200, { "content-type": "application/json", "content-length": whole.length });
    return response.write(whole.slice(0, 20));
  }
  if (JSON.parse(body).stream !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(whole);
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (mode === "stall-stream") return response.write(event);
  const many = mode === "each" ? 1 : 100;
  const part = event.repeat(many);
  for (let sent = 0; sent < chunks; sent += many) {
    if (!response.write(part)) await room(response);
  }
  response.end(end);
});
/** Until the connection takes more, or is gone. */
function room(response) {
  return new Promise((resolve) => {
    const go = () => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });
}

server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
process.once("disconnect", () => process.exit());
