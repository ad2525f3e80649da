import { generateText, isStepCount } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { expect, test } from "vitest";
import { echo } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { echoing, tools } from "../../test/tools.ts";
import type { Client } from "../index.ts";
import { aiTool, type AiToolOptions, asTool } from "../tools.ts";

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 1, text: 1, reasoning: undefined },
};
const finishReason = { unified: "tool-calls" as const, raw: undefined };

/** The SDK's own loop around a model that calls `echo` once; gives what that model was then shown. */
async function converse(client: Client, input: string, options?: AiToolOptions, tool = tools.echo) {
  const call = { type: "tool-call" as const, toolCallId: "c1", toolName: "echo", input };
  const end = { type: "text" as const, text: "done" };
  const model = new MockLanguageModelV4({
    doGenerate: [
      { content: [call], finishReason, usage, warnings: [] },
      { content: [end], finishReason: { unified: "stop", raw: undefined }, usage, warnings: [] },
    ],
  });
  const { steps } = await generateText({
    model,
    prompt: "Echo.",
    tools: { echo: aiTool(client, tool, options) },
    stopWhen: isStepCount(2),
  });
  const [first, second] = model.doGenerateCalls;
  const shown = second?.prompt.at(-1)?.content[0] as { output: { type: string; value: unknown } };
  return { definition: first?.tools?.[0], output: shown.output, results: steps[0]?.toolResults };
}

test("the SDK shows the tool to the model, carries it out over HTTP and gives the answer back", async () => {
  await using server = await echoing();
  const { definition, output, results } = await converse(server.client(), '{"text":"hi","count":null}');
  expect(definition).toMatchObject({
    type: "function",
    name: "echo",
    description: "Says it back.",
    inputSchema: { ...tools.echo.inputSchema, additionalProperties: false },
  });
  expect(server.seen.map(({ body }) => body)).toEqual(['{"text":"hi"}']);
  expect(results?.map((result) => result.output)).toEqual([{ text: "hi" }]);
  expect(output).toEqual({ type: "text", value: '{"text":"hi"}' });
});

test("the SDK writes into its copy of the schema only", async () => {
  await using server = await echoing();
  const tool = asTool(echo);
  const before = JSON.stringify(tool.inputSchema);
  await converse(server.client(), '{"text":"hi"}', {}, tool);
  expect(JSON.stringify(tool.inputSchema)).toBe(before);
});

test("wrong arguments are refused before anything is sent, with the field and the fix", async () => {
  await using server = await echoing();
  const { output } = await converse(server.client(), '{"count":"x"}');
  expect(output.type).toBe("error-text");
  expect(output.value).toContain("`text` is required");
  expect(server.seen).toHaveLength(0);
});

test("fixed parameters are sent, and neither shown nor recorded as the model's", async () => {
  await using server = await echoing();
  const tool = asTool(echo, { fixed: { text: "fixed" } });
  const { definition, results } = await converse(server.client(), '{"count":1}', {}, tool);
  expect(JSON.stringify(definition)).not.toContain("text");
  expect(results?.map(({ input }) => input)).toEqual([{ count: 1 }]);
  expect(results?.map((result) => result.output)).toEqual([{ text: "fixed", count: 1 }]);
});

test("a failure reaches the model as in every other form, and whoever runs it", async () => {
  await using server = await serve((response) => json(response, { error: { message: "Gone." } }, 404));
  const heard: string[] = [];
  const onError = (error: Error) => heard.push(error.name);
  const { output } = await converse(server.client(), '{"text":"hi"}', { onError });
  const error = { code: "http_404", message: "Gone.", retryable: false };
  expect(output).toEqual({ type: "error-text", value: `Error: ${JSON.stringify({ error })}` });
  expect(heard).toEqual(["NotFoundError"]);
});

test("a long result is whole for the program and cut for the model", async () => {
  await using server = await echoing();
  const text = "a".repeat(100);
  const { output, results } = await converse(server.client(), JSON.stringify({ text }), { maxChars: 20 });
  expect(results?.map((result) => result.output)).toEqual([{ text }]);
  expect(output.value).toMatch(/^.{20}\n\[Cut off after 20 characters/);
});

test("the SDK's abort ends the request; it and a wrong set-up stay what they are", async () => {
  await using server = await serve(() => undefined);
  const controller = new AbortController();
  const { execute } = aiTool(server.client(), tools.echo);
  const run = failure(execute({ text: "a" }, { abortSignal: controller.signal }));
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  expect(await run).toMatchObject({ name: "AbortedError" });
  await server.seen[0]?.closed;
  const keyless = aiTool(server.client({ apiKey: () => "" }), tools.echo);
  expect(await failure(keyless.execute({ text: "a" }))).toMatchObject({ name: "ConfigurationError" });
});
