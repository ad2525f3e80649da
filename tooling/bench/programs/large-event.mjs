// One event of several megabytes in reads of a kilobyte: four times the size must cost about four times as much.
import { createClient } from "@platform/core";
import { streamChatCompletion } from "@platform/inference";
import { cost, summary } from "./summary.mjs";

const readBytes = 1_024;
const megabyte = 1_048_576;
const messages = [{ role: "user", content: "hi" }];

const works = {};
for (const megabytes of [1.25, 5]) {
  const content = "x".repeat(megabytes * megabyte);
  const choices = [{ index: 0, delta: { content }, finish_reason: null }];
  const chunk = { id: "chatcmpl_1", object: "chat.completion.chunk", created: 1, model: "m", choices };
  const bytes = new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  const client = createClient({
    apiKey: "key",
    baseUrl: "http://localhost",
    fetch: async () => answer(bytes),
  });
  works[megabytes] = async () => {
    for await (const { choices: read } of streamChatCompletion(client, { model: "m", messages })) {
      if (read[0].delta.content.length !== content.length) throw new Error("not the whole event");
    }
  };
}
const costs = new Map(Object.keys(works).map((name) => [name, []]));
for (let round = -2; round < 9; round++) {
  for (const [name, work] of Object.entries(works)) {
    const found = await cost(work, 1);
    if (round >= 0) costs.get(name).push(found);
  }
}
console.log(JSON.stringify(summary(costs)));

function answer(bytes) {
  let at = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, (at += readBytes)));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
