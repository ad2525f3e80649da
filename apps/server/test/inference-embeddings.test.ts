import { createClient, ValidationError } from "@platform/core";
import { listUsage } from "@platform/costops";
import { createEmbedding } from "@platform/inference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costopsOperations } from "../src/costops/operations.ts";
import { inferenceOperations } from "../src/inference/operations.ts";
import { openInference, type TestInference } from "./inference.ts";
import { startTestPlatform, type TestPlatform } from "./platform.ts";

let opened: TestInference;
let platform: TestPlatform;
beforeAll(async () => {
  opened = await openInference();
  platform = await startTestPlatform([...inferenceOperations, ...costopsOperations], opened.engines);
});
afterAll(async () => {
  await platform.stop();
  await opened.close();
});

const model = "universal-sentence-encoder-lite";
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

test("texts of one meaning are nearer than others; the order is kept and the length is 1", async () => {
  const input = ["How old are you?", "The invoice is due on Monday.", "What is your age?"];
  const { data, ...rest } = await createEmbedding(platform.client, { model, input });
  expect(rest).toEqual({
    object: "list",
    model,
    usage: { prompt_tokens: expect.any(Number), total_tokens: rest.usage.prompt_tokens },
  });
  expect(data.map(({ index }) => index)).toEqual([0, 1, 2]);
  const [age, invoice, same] = data.map(({ embedding }) => embedding);
  if (!age || !invoice || !same) throw new Error("Three vectors were asked for.");
  expect(dot(age, age)).toBeCloseTo(1, 5);
  expect(dot(age, same)).toBeGreaterThan(dot(age, invoice) + 0.3);
  const alone = await createEmbedding(platform.client, { model, input: "What is your age?" });
  expect(dot(alone.data[0]?.embedding ?? [], same)).toBeCloseTo(1, 3);
});

test("base64 carries the same numbers as little-endian floats", async () => {
  const ask = (encoding_format?: "base64" | "float") =>
    platform.call("/v1/embeddings", { json: { model, input: "a cat", encoding_format } });
  const text = ((await (await ask("base64")).json()) as { data: { embedding: string }[] }).data[0]?.embedding;
  const bytes = Buffer.from(text ?? "", "base64");
  expect(bytes).toHaveLength(512 * 4);
  const numbers = Array.from({ length: 512 }, (_, at) => bytes.readFloatLE(at * 4));
  for (const format of ["float", undefined] as const) {
    const body = (await (await ask(format)).json()) as { data: { embedding: number[] }[] };
    expect(body.data[0]?.embedding).toEqual(numbers);
  }
  const read = await createEmbedding(platform.client, { model, input: "a cat", encoding_format: "base64" });
  expect(read.data[0]?.embedding).toEqual(numbers);
});

test("the model's own dimensions are taken, others refused", async () => {
  const { data } = await createEmbedding(platform.client, { model, input: "x", dimensions: 512 });
  expect(data[0]?.embedding).toHaveLength(512);
  const refused = createEmbedding(platform.client, { model, input: "x", dimensions: 256 });
  await expect(refused).rejects.toBeInstanceOf(ValidationError);
  await expect(refused).rejects.toMatchObject({
    code: "unsupported_parameter",
    param: "dimensions",
    status: 400,
  });
});

test.each([
  ["input", { model, input: "" }, "must not be empty"],
  ["input", { model, input: [] }, "give 1 to 2048 texts"],
  ["input.1", { model, input: ["x", ""] }, "must not be empty"],
  ["input", { model, input: [1, 2, 3] }, "token ids are not taken"],
  ["input", { model, input: [[1], [2]] }, "token ids are not taken"],
  ["input", { model, input: "a ".repeat(60_000) }, "at most 100000"],
  ["encoding_format", { model, input: "x", encoding_format: "int8" }, "base64"],
  ["dimension", { model, input: "x", dimension: 64 }, 'Did you mean "dimensions"?'],
])("the server itself refuses a bad %s", async (param, json, why) => {
  const response = await platform.call("/v1/embeddings", { json });
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { param: string; message: string } };
  expect(error).toMatchObject({ param, type: "invalid_request_error" });
  expect(error.message).toContain(why);
});

test("a chat model does not embed", async () => {
  await expect(createEmbedding(platform.client, { model: "extract", input: "x" })).rejects.toMatchObject({
    code: "model_not_found",
    message: `extract is not a model that embeds texts. There are: ${model}.`,
  });
});

test("many calls at once keep their texts apart, and each is paid", async () => {
  const client = createClient({ apiKey: platform.project.key, baseUrl: platform.url, runId: "many" });
  const words = ["cat", "invoice", "mountain", "software", "violin"];
  const embed = async (input: string) =>
    (await createEmbedding(client, { model, input })).data[0]?.embedding ?? [];
  const alone = [];
  for (const word of words) alone.push(await embed(word));
  const together = await Promise.all([...words, ...words, ...words].map(embed));
  for (const [at, vector] of together.entries()) expect(dot(vector, alone[at % 5] ?? [])).toBeCloseTo(1, 3);
  expect(await listUsage(platform.client, { runId: "many" }).all()).toHaveLength(20);
});
