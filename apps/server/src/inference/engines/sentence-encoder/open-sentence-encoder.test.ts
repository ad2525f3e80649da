import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EmbeddingEngine } from "../../engine.ts";
import { MAX_CHARACTERS, MODEL_ID } from "./limits.ts";
import { openSentenceEncoder } from "./open-sentence-encoder.ts";
import { countTokens } from "./text/count-tokens.ts";

let cacheDir: string;
let encoder: EmbeddingEngine;
const signal = new AbortController().signal;
const embed = (...texts: string[]) => encoder.embed(MODEL_ID, texts, signal);
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "encoder-"));
  encoder = await openSentenceEncoder({ cacheDir });
});
afterAll(async () => {
  await encoder.close();
  await rm(cacheDir, { recursive: true });
});

test("says what it serves, with its limits", () => {
  expect(encoder.models).toMatchObject([
    { id: MODEL_ID, kind: "embedding", dimensions: 512, maxTokens: 128 },
  ]);
  expect(encoder.models[0]?.description).toMatch(/English.*512.*128 tokens/);
});

test("gives 512 numbers of unit length for each text", async () => {
  const { vectors } = await embed("A cat sat on the mat.", "Zürich 🎉 中文", " ");
  expect(vectors).toHaveLength(3);
  for (const vector of vectors) {
    expect(vector).toHaveLength(512);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
  }
});

test("gives the same vector alone as in company", async () => {
  const [alone] = (await embed("How do I reset my password?")).vectors;
  const company = await embed("Short.", "How do I reset my password?", "word ".repeat(90));
  const again = await embed("How do I reset my password?");
  expect(again.vectors[0]).toEqual(alone);
  expect(cosine(company.vectors[1] ?? new Float32Array(512), alone ?? new Float32Array())).toBeCloseTo(1, 6);
});

test("keeps the order of the texts across calls that run together", async () => {
  const texts = Array.from({ length: 90 }, (_, i) => `Item ${i} ${"is very ".repeat((i * 7) % 30)}special.`);
  const apart = await Promise.all(texts.map(async (text) => (await embed(text)).vectors[0]));
  const together = (await embed(...texts)).vectors;
  for (const [i, vector] of together.entries())
    expect(cosine(vector, apart[i] ?? new Float32Array())).toBeCloseTo(1, 5);
});

test("gives each vector memory of its own", async () => {
  const { vectors } = await embed("one", "two");
  expect(vectors[1]?.buffer.byteLength).toBe(512 * 4);
});

test("counts tokens exactly", async () => {
  expect((await embed("Hello world.")).tokens).toBe(countTokens("Hello world."));
  const long = "The cat sat on the mat. ".repeat(50);
  expect((await embed(long, "Hi")).tokens).toBe(countTokens(long) + countTokens("Hi"));
});

test("reads a text to its end, however long", async () => {
  const start = "The ship sailed across the ocean with its crew. ".repeat(20);
  const end = "Tax law changed for small firms this year. ".repeat(20);
  const [both, sea, tax] = (await embed(start + end, start, end)).vectors;
  expect(countTokens(start)).toBeGreaterThan(128);
  if (!both || !sea || !tax) throw new Error("three vectors expected");
  expect(cosine(both, both)).toBeCloseTo(1, 5);
  expect(cosine(both, sea)).toBeGreaterThan(cosine(tax, sea));
  expect(cosine(both, tax)).toBeGreaterThan(cosine(tax, sea));
});

test("gives nothing for no texts", async () => {
  expect(await embed()).toEqual({ vectors: [], tokens: 0 });
});

test("refuses an empty text, an overlong one and another model", async () => {
  await expect(embed("fine", "")).rejects.toMatchObject({ code: "invalid_input", param: "input" });
  await expect(embed("x".repeat(MAX_CHARACTERS + 1))).rejects.toMatchObject({
    code: "invalid_input",
    param: "input",
    message: expect.stringContaining(String(MAX_CHARACTERS)),
  });
  await expect(encoder.embed("other", ["a"], signal)).rejects.toMatchObject({
    code: "not_found",
    param: "model",
  });
});

test("rejects with the signal's reason and goes on with the next call", async () => {
  const reason = new Error("changed my mind");
  await expect(encoder.embed(MODEL_ID, ["a"], AbortSignal.abort(reason))).rejects.toBe(reason);
  const stop = new AbortController();
  const big = encoder.embed(
    MODEL_ID,
    Array.from({ length: 2000 }, (_, i) => `Text number ${i}.`),
    stop.signal,
  );
  stop.abort(reason);
  await expect(big).rejects.toBe(reason);
  expect((await embed("still here")).vectors).toHaveLength(1);
});

test("closes once, and then says so", async () => {
  const second = await openSentenceEncoder({ cacheDir });
  const held = second.embed(
    MODEL_ID,
    Array.from({ length: 500 }, (_, i) => `Text ${i}.`),
    signal,
  );
  const refused = expect(held).rejects.toMatchObject({ code: "unavailable" });
  await second.close();
  await second.close();
  await refused;
  await expect(second.embed(MODEL_ID, ["a"], signal)).rejects.toMatchObject({ code: "unavailable" });
});
