import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { echo, look, ticks } from "../../test/actions.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";

const note = { text: "a" };

test("aborted before: nothing is sent", async () => {
  await using server = await serve((response) => json(response, note));
  const error = await failure(echo(server.client(), note, { signal: AbortSignal.abort("why") }));
  expect(error).toMatchObject({ name: "AbortedError", code: "aborted", cause: "why", retryable: false });
  expect(server.seen).toHaveLength(0);
});

test("aborted while waiting for the answer or its body", async () => {
  for (const start of [false, true]) {
    const controller = new AbortController();
    await using server = await serve((response) => {
      if (start) response.writeHead(200).write("{");
      setTimeout(() => controller.abort("enough"), 5);
    });
    const error = await failure(echo(server.client(), note, { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortedError", cause: "enough", attempts: 1 });
    await server.seen[0]?.closed;
  }
});

test("aborted during back-off: at once, not after the wait", async () => {
  const controller = new AbortController();
  await using server = await serve((response) => json(response, {}, 429, { "retry-after": "3600" }));
  const policy = {
    retries: 3,
    delay: () => {
      setTimeout(() => controller.abort(), 5);
      return 3_600_000;
    },
  };
  const error = await failure(echo(server.client({ retry: policy }), note, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "AbortedError", attempts: 1 });
  expect(server.seen).toHaveLength(1);
});

test("a shared signal keeps no listener after 1,000 calls of every outcome", async () => {
  await using server = await serve((response, { url }, count) => {
    if (url === "/v1/ticks") events(response, `data: {"n":1}\n\n`, "data: [DONE]\n\n");
    if (url === "/v1/ticks") return response.end();
    if (count % 4 === 0) return response.writeHead(200).end("<html>");
    json(response, note, count % 3 === 0 ? 500 : 200);
  });
  const { signal } = new AbortController();
  const client = server.client({ retry: { retries: 1, delay: () => 0 } });
  for (let round = 0; round < 50; round++) {
    await Promise.allSettled([
      ...Array.from({ length: 9 }, () => look(client, {}, { signal })),
      ...Array.from({ length: 9 }, () => echo(client, note, { signal })),
      collect(ticks(client, {}, { signal })),
      (async () => {
        for await (const _ of ticks(client, {}, { signal })) break;
      })(),
    ]);
  }
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
