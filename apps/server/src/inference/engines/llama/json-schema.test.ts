import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChatEngine } from "../../engine.ts";
import { toGrammarSchema } from "./grammar-schema.ts";
import { openLlama } from "./open-llama.ts";
import { ask, collect } from "./testing/collect.ts";
import { writeRandomGguf } from "./testing/random-gguf.ts";

const never = new AbortController().signal;
let folder: string;
let engine: ChatEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "llama-json-"));
  await writeRandomGguf(join(folder, "random.gguf"));
  engine = await openLlama({ model: join(folder, "random.gguf"), cacheDir: folder, threads: 1 });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const CHOICE = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    colour: { type: "string", enum: ["red", "green"] },
    sure: { type: "boolean" },
    tags: { type: "array", items: { $ref: "#/$defs/tag" }, minItems: 2, maxItems: 3 },
    reason: { anyOf: [{ const: "none" }, { type: "null" }] },
  },
  required: ["colour"],
  additionalProperties: false,
  $defs: { tag: { type: "string", enum: ["a", "b"] } },
};

it.each([1, 2, 3])("makes a model that knows nothing answer by the schema (seed %i)", async (seed) => {
  const request = ask("random", { jsonSchema: CHOICE, temperature: 1, seed, maxTokens: 600 });
  const { text, finish } = await collect(engine.chat(request, never));
  const value: unknown = JSON.parse(text);
  expect(finish.reason).toBe("stop");
  expect(value).toMatchObject({ colour: expect.stringMatching(/^(red|green)$/u), sure: expect.any(Boolean) });
  expect(value).toHaveProperty("tags", expect.arrayContaining([expect.stringMatching(/^[ab]$/u)]));
  expect(Object.keys(Object(value))).toEqual(["colour", "sure", "tags", "reason"]);
});

it.each([
  ["pattern", { type: "string", pattern: "^a" }, "jsonSchema.pattern"],
  [
    "minimum",
    { type: "object", properties: { age: { type: "integer", minimum: 0 } } },
    "jsonSchema.properties.age.minimum",
  ],
  ["allOf", { type: "object", allOf: [] }, "jsonSchema.allOf"],
  ["an unknown format", { type: "string", format: "email" }, "jsonSchema.format"],
  ["no type", {}, "jsonSchema.type"],
  ["object among several types", { type: ["object", "null"] }, "jsonSchema.type"],
  ["a foreign reference", { $ref: "https://example.com/x" }, "jsonSchema.$ref"],
  ["an undescribed required property", { type: "object", required: ["x"] }, "jsonSchema.required"],
])("refuses %s rather than ignore it", async (_name, jsonSchema, where) => {
  const answer = collect(engine.chat(ask("random", { jsonSchema }), never));
  await expect(answer).rejects.toMatchObject({ code: "invalid_input", param: "jsonSchema" });
  await expect(answer).rejects.toThrow(where);
});

it("lets a bare object hold anything, and a described one nothing more", () => {
  expect(toGrammarSchema({ type: "object" })).toMatchObject({ additionalProperties: true });
  const described = toGrammarSchema({ type: "object", properties: { a: { type: "null" } } });
  expect(described).toMatchObject({ additionalProperties: false });
});
