import { inspect } from "node:util";
import { expect, test } from "vitest";
import { echo, ticks } from "../test/actions.ts";
import { collect, events, json, serve } from "../test/server.ts";
import { ConnectionError, createClient } from "./index.ts";
import { viaOfetch } from "./ofetch.ts";

test("hooks see every attempt, and retries stay core's own", async () => {
  await using server = await serve((response, _, count) =>
    json(response, { text: "hi" }, count < 3 ? 503 : 200),
  );
  const seen: (number | undefined)[] = [];
  const fetch = viaOfetch({ onResponse: ({ response }) => void seen.push(response.status) });
  expect(await echo(server.client({ fetch }), { text: "hi" })).toEqual({ text: "hi" });
  expect(seen).toEqual([503, 503, 200]);
  const keys = server.seen.map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(1);
});

test("streams go through", async () => {
  await using server = await serve((response) => events(response, 'data: {"n":1}\n\n', "data: [DONE]\n\n"));
  expect(await collect(ticks(server.client({ fetch: viaOfetch() })))).toEqual([{ n: 1 }]);
});

test("its error, which holds the request's headers, is nowhere in ours", async () => {
  const client = createClient({
    apiKey: "canary-key",
    baseUrl: "http://127.0.0.1:1",
    retry: false,
    fetch: viaOfetch(),
  });
  const error: unknown = await echo(client, { text: "hi" }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(inspect(error, { depth: 20, showHidden: true, getters: true })).not.toContain("canary-key");
});
