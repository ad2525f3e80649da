import { getHealth } from "@platform/account";
import { createClient, ServerError } from "@platform/core";
import { createPrice, listUsage } from "@platform/costops";
import {
  createChatCompletion,
  createEmbedding,
  getModel,
  listModels,
  streamChatCompletion,
} from "@platform/inference";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountOperations } from "../src/account/operations.ts";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, script, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

const operations = [...inferenceOperations, ...costopsOperations, ...accountOperations];
const messages = [{ role: "user" as const, content: "hello" }];
const encoder = "universal-sentence-encoder-lite";

test("without engines every operation says why, and what would help", async () => {
  const platform = await startTestPlatform(operations);
  try {
    const read = async () => {
      for await (const _ of streamChatCompletion(platform.client, { model: "extract", messages }));
    };
    for (const call of [
      () => listModels(platform.client),
      () => getModel(platform.client, { model: "extract" }),
      () => createChatCompletion(platform.client, { model: "extract", messages }),
      () => createEmbedding(platform.client, { model: encoder, input: "x" }),
      read,
    ]) {
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ServerError);
      expect(error).toMatchObject({
        status: 503,
        code: "engine_unavailable",
        message: "The test has no such engine. Give the test one.",
        retryable: false,
      });
    }
  } finally {
    await platform.stop();
  }
});

describe("engines that cannot be opened", () => {
  let opened: TestInference;
  let platform: TestPlatform;
  beforeAll(async () => {
    opened = await openInference({
      chatModel: "/nowhere/model.gguf",
      upstreamUrl: "http://127.0.0.1:1/v1",
      upstreamApiKey: "sk-a-secret-of-the-test",
    });
    platform = await startTestPlatform(operations, opened.engines);
  });
  afterAll(async () => {
    await platform.stop();
    await opened.close();
  });

  test("leave the others open", async () => {
    const answer = await createChatCompletion(platform.client, { model: "extract", messages });
    expect(answer.model).toBe("extract");
    expect((await listModels(platform.client)).data.map(({ id }) => id)).toEqual(["extract", encoder]);
  });

  test("are named with their fix in the log, /readyz, health and the error of whoever misses them", async () => {
    const gguf = /chat model of PLATFORM_CHAT_MODEL could not be opened: .*model\.gguf.* Mend it/;
    const upstream = /upstream of PLATFORM_UPSTREAM_URL could not be opened: .*127\.0\.0\.1:1.* Mend/;
    const ready = (await (await platform.call("/readyz")).json()) as {
      ready: boolean;
      engines: { chat: { ok: boolean; notes: string[] } };
    };
    expect(ready).toMatchObject({ ready: true, engines: { chat: { ok: true, name: "extract" } } });
    const health = await getHealth(platform.client);
    expect(health.status).toBe("degraded");
    const missing = await createChatCompletion(platform.client, { model: "model", messages }).catch(String);
    for (const told of [
      ready.engines.chat.notes.join(" "),
      health.engines.find(({ name }) => name === "chat")?.reason,
      missing,
    ]) {
      expect(told).toMatch(gguf);
      expect(told).toMatch(upstream);
    }
    expect(opened.logs.join("")).toContain("the chat model of PLATFORM_CHAT_MODEL could not be opened");
    expect(opened.logs.join("") + JSON.stringify([ready, health, missing])).not.toContain("sk-a-secret");
  });
});

describe("another server of our own as the upstream", () => {
  let far: { opened: TestInference; platform: TestPlatform };
  let near: { opened: TestInference; platform: TestPlatform };
  let owner: string;
  beforeAll(async () => {
    const opened = await openInference({ gguf: "scripted" });
    far = { opened, platform: await startTestPlatform(operations, opened.engines) };
    owner = new URL(far.platform.url).host;
    const through = await openInference({
      upstreamUrl: `${far.platform.url}/v1`,
      upstreamApiKey: far.platform.project.key,
    });
    near = { opened: through, platform: await startTestPlatform(operations, through.engines) };
  });
  afterAll(async () => {
    for (const { platform, opened } of [near, far]) {
      await platform.stop();
      await opened.close();
    }
  });

  test("its models join ours, and ours go first", async () => {
    const { data } = await listModels(near.platform.client);
    expect(data.map(({ id, owned_by, kind }) => [id, owned_by, kind])).toEqual([
      ["extract", "platform", "chat"],
      ["scripted", owner, "chat"],
      [encoder, "platform", "embedding"],
    ]);
  });

  test("it answers, and the ledger names it; a price unknown here is not nothing", async () => {
    const client = createClient({
      apiKey: near.platform.project.key,
      baseUrl: near.platform.url,
      runId: "far",
    });
    const ask = { model: "scripted", messages, temperature: 0 };
    const direct = await createChatCompletion(far.platform.client, ask);
    const answer = await createChatCompletion(client, ask);
    expect(answer).toMatchObject({ choices: direct.choices, usage: direct.usage, model: "scripted" });
    const price = { provider: owner, model: "scripted", per: "1000000" };
    await createPrice(near.platform.client, { ...price, unit: "input_token", amount: "1" });
    await createPrice(near.platform.client, { ...price, unit: "output_token", amount: "2" });
    let text = "";
    for await (const { choices } of streamChatCompletion(client, ask))
      text += choices[0]?.delta.content ?? "";
    expect(text).toBe(script);
    const all = () => listUsage(near.platform.client, { runId: "far" }).all();
    await expect.poll(all, { timeout: 10_000 }).toHaveLength(2);
    const rows = (await all()).toReversed();
    expect(rows).toMatchObject([
      { operation: "createChatCompletion", provider: owner, model: "scripted", cost: null },
      { operation: "streamChatCompletion", provider: owner, model: "scripted" },
    ]);
    const { prompt_tokens, completion_tokens } = direct.usage;
    expect(Number(rows[1]?.cost)).toBeCloseTo((prompt_tokens + 2 * completion_tokens) / 1e6, 10);
  });

  test("what it refuses is refused here, by the same name", async () => {
    const refused = createChatCompletion(near.platform.client, { model: "scripted", messages, top_p: 0 });
    await expect(refused).rejects.toMatchObject({ status: 400, param: "top_p" });
  });

  test("leaving a stream leaves the upstream's too", async () => {
    const ask = { model: "scripted", messages, temperature: 0 };
    for await (const _ of streamChatCompletion(near.platform.client, ask)) break;
    await expect
      .poll(() => near.platform.inflight.size + far.platform.inflight.size, { timeout: 10_000 })
      .toBe(0);
  });

  test("embeds where our own encoder cannot be opened, and the lack is told", async () => {
    const opened = await openInference({
      brokenEncoder: true,
      upstreamUrl: `${far.platform.url}/v1`,
      upstreamApiKey: far.platform.project.key,
    });
    const platform = await startTestPlatform(operations, opened.engines);
    try {
      const ask = { model: encoder, input: ["a cat", "a dog"] };
      const { data, usage } = await createEmbedding(platform.client, ask);
      const direct = await createEmbedding(far.platform.client, ask);
      expect(usage).toEqual(direct.usage);
      for (const [at, { embedding }] of data.entries()) {
        for (const [i, number] of embedding.entries()) {
          expect(number).toBeCloseTo(direct.data[at]?.embedding[i] ?? Number.NaN, 5);
        }
      }
      const [row] = await listUsage(platform.client, { operation: "createEmbedding" }).all();
      expect(row).toMatchObject({ provider: owner, model: encoder, cost: null });
      const { engines } = await getHealth(platform.client);
      for (const name of ["chat", "embedding"]) {
        const reason = engines.find((engine) => engine.name === name)?.reason;
        expect(reason).toContain("The sentence encoder could not be opened: ");
      }
    } finally {
      await platform.stop();
      await opened.close();
    }
  });
});
