// Answers as a server of the platform does, with no work behind it; its processor time is not the client's.
import { createServer } from "node:http";

const record = {
  ...{ id: "use_1", eventId: "evt_1", organizationId: "org_1", projectId: "prj_1", apiKeyId: "key_1" },
  ...{
    operation: "usage",
    provider: "openai",
    model: "gpt",
    units: { input_token: "1200", output_token: "300" },
  },
  ...{ cost: "0.006", currency: "USD", runId: null, userId: null, tags: {}, durationMs: null },
  ...{ occurredAt: "2026-11-21T09:30:00.000Z", createdAt: "2026-11-21T09:30:00.000Z" },
};
const chunk = {
  ...{ id: "chatcmpl_1", object: "chat.completion.chunk", created: 1, model: "m" },
  choices: [{ index: 0, delta: { content: "word " }, finish_reason: null }],
};
const json = JSON.stringify(record);
const events = `data: ${JSON.stringify(chunk)}\n\n`.repeat(100);

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (request.url !== "/v1/chat/completions") {
      response.writeHead(200, { "content-type": "application/json" });
      return response.end(json);
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let sent = 0; sent < 200; sent++) response.write(events);
    response.end("data: [DONE]\n\n");
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
