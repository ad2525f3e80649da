import { expect, test } from "vitest";
import { EngineError } from "./engine-error.ts";
import { engineEntry, openEngines } from "./engines.ts";
import { describeError } from "./http/errors/describe-error.ts";
import { need } from "./http/errors/need.ts";
import type { EmbeddingEngine } from "./inference/engine.ts";

test("engines close in the reverse order; one that fails to open says why to whoever needs it", async () => {
  const closed: string[] = [];
  const engine = (name: string): EmbeddingEngine => ({
    name,
    models: [],
    embed: async () => ({ vectors: [], tokens: 0 }),
    close: async () => {
      closed.push(name);
      if (name === "b") throw new Error("stuck");
    },
  });
  const { engines, close } = await openEngines([
    { name: "embedding", open: async () => ({ ok: true, engine: engine("a") }) },
    { name: "chat", open: async () => ({ ok: true, engine: engine("b") }) },
    engineEntry("sandbox", () => Promise.reject(new Error("There is no bubblewrap."))),
  ]);
  expect(need(engines.embedding).name).toBe("a");
  expect(() => need(engines.sandbox)).toThrow("There is no bubblewrap.");
  expect(await close()).toEqual([new Error("stuck")]);
  expect(closed).toEqual(["b", "a"]);
});

test.each([
  ["not_found", 404, false],
  ["conflict", 409, false],
  ["invalid_input", 400, false],
  ["limit_exceeded", 429, true],
  ["timed_out", 504, true],
  ["unavailable", 503, true],
  ["upstream_failed", 502, true],
] as const)("the engine error %s is a %i", (code, status, retryable) => {
  const answer = describeError(new EngineError(code, "Why.", { param: "x" }), "req_1");
  expect(answer).toMatchObject({ status, body: { error: { code, message: "Why.", param: "x", retryable } } });
});
