import { assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { usageUnits } from "./usage-units.ts";

// As the services' own references and answers show them.
const shapes: [name: string, usage: unknown, units: Record<string, number> | undefined][] = [
  [
    "OpenAI chat with a cached prompt and reasoning",
    {
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: 2306,
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 192,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    { input_token: 86, cached_input_token: 1920, output_token: 108, reasoning_token: 192 },
  ],
  [
    "OpenAI chat with sound",
    {
      prompt_tokens: 210,
      completion_tokens: 160,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 150, text_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 130, text_tokens: 30 },
    },
    { input_token: 60, audio_input_token: 150, output_token: 30, audio_output_token: 130 },
  ],
  [
    "OpenAI responses",
    {
      input_tokens: 75,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 1186,
      output_tokens_details: { reasoning_tokens: 1024 },
      total_tokens: 1261,
    },
    { input_token: 75, output_token: 162, reasoning_token: 1024 },
  ],
  ["OpenAI embeddings", { prompt_tokens: 8, total_tokens: 8 }, { input_token: 8 }],
  [
    "Anthropic, cache written for five minutes and an hour",
    {
      input_tokens: 2048,
      cache_read_input_tokens: 1800,
      cache_creation_input_tokens: 248,
      cache_creation: { ephemeral_5m_input_tokens: 148, ephemeral_1h_input_tokens: 100 },
      output_tokens: 503,
      service_tier: "standard",
    },
    {
      input_token: 2048,
      cached_input_token: 1800,
      cache_write_5m_token: 148,
      cache_write_1h_token: 100,
      output_token: 503,
    },
  ],
  [
    "Anthropic without a split of what was written",
    { input_tokens: 21, cache_creation_input_tokens: 188086, cache_read_input_tokens: 0, output_tokens: 393 },
    { input_token: 21, cache_write_5m_token: 188086, output_token: 393 },
  ],
  [
    "Google with thoughts, a cache and sound",
    {
      promptTokenCount: 1000,
      cachedContentTokenCount: 400,
      candidatesTokenCount: 50,
      thoughtsTokenCount: 70,
      totalTokenCount: 1120,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 700 },
        { modality: "AUDIO", tokenCount: 300 },
      ],
      cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 100 }],
    },
    {
      input_token: 400,
      cached_input_token: 400,
      audio_input_token: 200,
      output_token: 50,
      reasoning_token: 70,
    },
  ],
  [
    "what core's trackUsage reports",
    { input_tokens: 10, cached_input_tokens: 4, output_tokens: 6, reasoning_tokens: 5, requests: 1 },
    { input_token: 6, cached_input_token: 4, output_token: 1, reasoning_token: 5 },
  ],
  ["nothing", undefined, undefined],
  ["null, as in every chunk but the last", null, undefined],
  ["zeros, as servers send that do not count", { prompt_tokens: 0, completion_tokens: 0 }, undefined],
  ["what is no count", { prompt_tokens: "12", completion_tokens: -1 }, undefined],
];

test.each(shapes)("%s", (_, usage, units) => {
  expect(usageUnits(usage)).toEqual(units);
});

test("each token is counted once, whatever the details say", () => {
  const some = integer({ min: 0, max: 100 });
  const told = record({ input: some, output: some, cached: some, audio: some, reasoning: some, said: some });
  assert(
    property(told, ({ input, output, cached, audio, reasoning, said }) => {
      const units = usageUnits({
        prompt_tokens: input,
        completion_tokens: output,
        prompt_tokens_details: { cached_tokens: cached, audio_tokens: audio },
        completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: said },
      });
      const amounts = Object.values(units ?? {});
      expect(amounts.every((amount) => amount > 0)).toBe(true);
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(input + output);
    }),
  );
});
