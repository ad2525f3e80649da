import { fail } from "../http/errors/http-error.ts";
import { suggest } from "../suggest.ts";

/** What the schema checks. */
const known = [
  "model",
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "stop",
  "seed",
  "response_format",
  "user",
];

/** Fields that change nothing here: notes to the vendor, hints to its caches and queues. */
const harmless = new Set([
  "metadata",
  "parallel_tool_calls",
  "prediction",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
  "service_tier",
  "store",
  "stream_options",
]);

/** Fields of which only the value that asks for nothing is taken, and why. */
const refused: Readonly<Record<string, readonly [harmless: readonly unknown[], why: string]>> = {
  audio: [[], "Answers are text."],
  frequency_penalty: [[0], "Only 0 is taken."],
  function_call: [["none", "auto"], "No model here calls functions."],
  functions: [[], "No model here calls functions."],
  logit_bias: [[], "No model here takes it."],
  logprobs: [[false], "No model here tells them."],
  modalities: [[], 'Answers are text: only ["text"] is taken.'],
  n: [[1], "Only 1 is taken: ask once for each answer."],
  presence_penalty: [[0], "Only 0 is taken."],
  reasoning_effort: [["none"], "No model here takes it."],
  tool_choice: [["none", "auto"], "No model here calls tools."],
  tools: [[], "No model here calls tools."],
  top_logprobs: [[0], "No model here tells them."],
  verbosity: [["medium"], "No model here takes it."],
  web_search_options: [[], "No model here searches the web."],
};

/** Refuses by name what no engine supports: to ignore it would give an answer to another question. */
export function checkChatFields(params: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (known.includes(name) || harmless.has(name) || asksNothing(name, value)) continue;
    const near = suggest(name, known);
    const why = refused[name]?.[1] ?? (near ? `Did you mean "${near}"?` : "It is unknown here.");
    unsupported(name, `"${name}" is not supported. ${why} Leave it out.`);
  }
}

/** Refuses what a message may carry beside its text. */
export function checkMessageFields(message: Readonly<Record<string, unknown>>, index: number): void {
  for (const name of ["tool_calls", "function_call", "audio"]) {
    if (isEmpty(message[name])) continue;
    const param = `messages.${index}.${name}`;
    unsupported(param, `"${param}" is not supported: models here read text only. Write it as text.`);
  }
}

function asksNothing(name: string, value: unknown): boolean {
  if (isEmpty(value)) return true;
  if (name === "modalities") return Array.isArray(value) && value.join() === "text";
  return Object.hasOwn(refused, name) && (refused[name]?.[0].includes(value) ?? false);
}

/** Null, `[]` and `{}`. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function unsupported(param: string, message: string): never {
  return fail(400, "unsupported_parameter", message, { param });
}
