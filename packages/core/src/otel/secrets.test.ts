import { beforeEach, expect, test, vi } from "vitest";
import * as v from "valibot";
import { echo, free, ticks } from "../../test/actions.ts";
import { chat, completion, piece, streamChat } from "../../test/models.ts";
import { collect, events, failure, json, serve } from "../../test/server.ts";
import { startTelemetry } from "../../test/telemetry.ts";
import { defineAction, type Layer, wire } from "../index.ts";
import { otel } from "../otel.ts";

const telemetry = startTelemetry();
beforeEach(telemetry.reset);

/** Checks its answer with a schema that quotes what it refuses. */
const strict = defineAction<object, { text: number }>({
  name: "strict",
  route: "POST /v1/strict",
  scope: null,
  params: wire(() => v.object({})),
  result: wire(() => v.object({ text: v.number() })),
});
const faulty: Layer = (next) => (url, init) => {
  if (init.call.contract.name === "faulty") throw new Error(`canary ${init.headers.get("authorization")}`);
  return next(url, init);
};

async function provoke(content: boolean): Promise<string> {
  await using server = await serve((response, { url, headers, body }) => {
    const quoted = `canary ${JSON.stringify(headers)} ${body}`;
    if (url === "/v1/chat/completions" && !body.includes('"stream"'))
      return json(response, completion(quoted));
    if (url === "/v1/chat/completions") {
      events(response, piece("canary"), piece(quoted));
      return response.end();
    }
    if (url === "/v1/ticks") {
      events(
        response,
        `data: ${JSON.stringify({ error: { message: quoted, code: "bad", param: "canary" } })}\n\n`,
      );
      return response.end();
    }
    if (url === "/v1/strict") return json(response, { text: quoted });
    if (url.startsWith("/v1/find")) return json(response, { canary: quoted });
    return json(response, { error: { message: quoted, code: "bad" } }, 503, { "x-canary": "canary" });
  });
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
  const client = server.client({
    use: [otel({ content }), faulty],
    apiKey: "canary-key",
    headers: { "x-secret": "canary" },
    runId: "canary",
  });
  const messages = [{ role: "user", content: "canary" }];
  const said = { model: "small", messages, stop: ["canary"], user: "canary", tools: ["canary"] };
  await failure(echo(client, { text: "canary" }));
  await free("GET /v1/find")(client, { canary: "canary" });
  await free("GET /v1/find")(client, { token: "canary", list: ["canary"] });
  await chat(client, said);
  await failure(collect(streamChat(client, said)));
  await failure(collect(ticks(client)));
  await failure(strict(client, {}));
  const named = defineAction({ ...strict.contract, name: "faulty" });
  await failure(named(client, {}));
  await failure(
    echo(server.client({ use: [otel({ content })], apiKey: "canary" }), { text: "a" }, { retries: 0 }),
  );
  const telling = () => Promise.reject(new Error("canary in a fetch of one's own"));
  await failure(
    echo(server.client({ use: [otel({ content })], retry: false, fetch: telling }), { text: "a" }),
  );
  const logged = JSON.stringify(spies.map(({ mock }) => mock.calls));
  vi.restoreAllMocks();
  return (await telemetry.everything()) + logged;
}

test("no key, header, prompt, answer, value of a query or word of a server is in any span, event, metric or log", async () => {
  const recorded = await provoke(false);
  expect(telemetry.spans().length).toBeGreaterThan(15);
  expect(recorded.replaceAll("canary=REDACTED", "")).not.toContain("canary");
});

test("`content` records what was said, and still no key by itself", async () => {
  const recorded = await provoke(true);
  expect(recorded).toContain("gen_ai.input.messages");
  expect(recorded).toContain("canary");
  for (const { attributes } of telemetry.spans()) {
    const { "gen_ai.output.messages": _, ...others } = attributes;
    expect(JSON.stringify(others)).not.toContain("canary-key");
  }
});
