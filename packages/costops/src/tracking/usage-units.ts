type Fields = { readonly [name: string]: unknown };
const fields = (value: unknown): Fields => Object(value) as Fields;
const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;

/** A whole and the parts that are counted in it. */
interface Told {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly cached?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly audioOutput?: number | undefined;
  /** Counted in no other. */
  readonly write5m?: number | undefined;
  readonly write1h?: number | undefined;
}

/**
 * The units of a model's answer, each counted once: a cached token is no `input_token`, a token of reasoning no
 * `output_token`. Takes the `usage` of OpenAI (chat, responses, embeddings) and of Anthropic, the `usageMetadata` of
 * Google, and the `units` of core's `trackUsage`.
 *
 * @returns Counts above zero by unit, or `undefined` when nothing was counted: that is not the same as none used.
 * @example
 * usageUnits({ prompt_tokens: 1200, completion_tokens: 300, prompt_tokens_details: { cached_tokens: 1000 } });
 * // { input_token: 200, cached_input_token: 1000, output_token: 300 }
 */
export function usageUnits(usage: unknown): Record<string, number> | undefined {
  const said = fields(usage);
  const told =
    said["promptTokenCount"] !== undefined || said["totalTokenCount"] !== undefined
      ? google(said)
      : said["cache_read_input_tokens"] !== undefined || said["cache_creation_input_tokens"] !== undefined
        ? anthropic(said)
        : openai(said);
  if (told.input === undefined && told.output === undefined) return undefined;
  const input = parts(told.input, told.cached, told.audioInput);
  const output = parts(told.output, told.reasoning, told.audioOutput);
  const units = {
    input_token: input[0],
    cached_input_token: input[1],
    audio_input_token: input[2],
    cache_write_5m_token: told.write5m ?? 0,
    cache_write_1h_token: told.write1h ?? 0,
    output_token: output[0],
    reasoning_token: output[1],
    audio_output_token: output[2],
  };
  const used = Object.entries(units).filter(([, amount]) => amount > 0);
  return used.length > 0 ? Object.fromEntries(used) : undefined;
}

/** What is left of a whole, and its two parts; together they are the whole, whatever the server says of them. */
function parts(whole = 0, first = 0, second = 0): [rest: number, first: number, second: number] {
  const one = Math.min(first, whole);
  const two = Math.min(second, whole - one);
  return [whole - one - two, one, two];
}

/** https://platform.openai.com/docs/api-reference/chat/object: details are counted in the wholes. */
function openai(usage: Fields): Told {
  const inputs = fields(usage["prompt_tokens_details"] ?? usage["input_tokens_details"]);
  const outputs = fields(usage["completion_tokens_details"] ?? usage["output_tokens_details"]);
  return {
    input: count(usage["prompt_tokens"] ?? usage["input_tokens"]),
    output: count(usage["completion_tokens"] ?? usage["output_tokens"]),
    cached: count(inputs["cached_tokens"] ?? usage["cached_input_tokens"]),
    audioInput: count(inputs["audio_tokens"] ?? usage["audio_input_tokens"]),
    reasoning: count(outputs["reasoning_tokens"] ?? usage["reasoning_tokens"]),
    audioOutput: count(outputs["audio_tokens"] ?? usage["audio_output_tokens"]),
  };
}

/** https://docs.claude.com/en/docs/build-with-claude/prompt-caching: `input_tokens` leaves out what the cache did. */
function anthropic(usage: Fields): Told {
  const cached = count(usage["cache_read_input_tokens"]) ?? 0;
  const written = count(usage["cache_creation_input_tokens"]) ?? 0;
  // Without a split, what was written is kept for five minutes, the default.
  const write1h = count(fields(usage["cache_creation"])["ephemeral_1h_input_tokens"]) ?? 0;
  const write5m =
    count(fields(usage["cache_creation"])["ephemeral_5m_input_tokens"]) ?? Math.max(0, written - write1h);
  const fresh = count(usage["input_tokens"]);
  return {
    input: fresh === undefined ? undefined : fresh + cached,
    output: count(usage["output_tokens"]),
    ...{ cached, write5m, write1h },
  };
}

/** https://ai.google.dev/api/generate-content#UsageMetadata: thoughts come on top of the candidates. */
function google(usage: Fields): Told {
  const reasoning = count(usage["thoughtsTokenCount"]) ?? 0;
  const said = count(usage["candidatesTokenCount"]);
  const prompt = count(usage["promptTokenCount"]);
  const cachedAudio = audioOf(usage["cacheTokensDetails"]) ?? 0;
  return {
    input: prompt === undefined ? undefined : prompt + (count(usage["toolUsePromptTokenCount"]) ?? 0),
    output: said === undefined && reasoning === 0 ? undefined : (said ?? 0) + reasoning,
    cached: count(usage["cachedContentTokenCount"]),
    audioInput: Math.max(0, (audioOf(usage["promptTokensDetails"]) ?? 0) - cachedAudio),
    audioOutput: audioOf(usage["candidatesTokensDetails"]),
    reasoning,
  };
}

function audioOf(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  return count(fields(details.map(fields).find((one) => one["modality"] === "AUDIO"))["tokenCount"]);
}
