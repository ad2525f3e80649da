import type { AnyContract } from "../action/contract.ts";

/** How much of each unit a model call used. Those counted in another are named after it: cached ones are input too. */
export interface ModelUnits {
  input_tokens?: number | undefined;
  output_tokens?: number | undefined;
  /** Of the input: read from the server's cache. */
  cached_input_tokens?: number | undefined;
  /** Of the output: thought, not said. */
  reasoning_tokens?: number | undefined;
  /** Of the input. */
  audio_input_tokens?: number | undefined;
  /** Of the output. */
  audio_output_tokens?: number | undefined;
}

/** What an OpenAI-shaped answer says of itself, read from one value or from the events of a stream. */
export interface ModelAnswer {
  id?: string | undefined;
  model?: string | undefined;
  /** Why the model stopped, by choice. Empty until it has. */
  readonly finishReasons: string[];
  units?: ModelUnits | undefined;
  /** Events that brought a piece of the answer. */
  pieces: number;
}

/** Whether an operation asks a model, known by its route: core knows no domain. */
export function modelOperation(contract: AnyContract): "chat" | "text_completion" | "embeddings" | undefined {
  const [, tail] =
    /^POST (?:\/.*)?\/v1\/(chat\/completions|responses|completions|embeddings)$/.exec(contract.route) ?? [];
  if (tail === undefined || tail === "embeddings") return tail;
  return tail === "completions" ? "text_completion" : "chat";
}

type Fields = { readonly [name: string]: unknown };
const fields = (value: unknown): Fields => Object(value) as Fields;
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const count = (value: unknown) => (typeof value === "number" && value >= 0 ? value : undefined);

/** Adds what one value says. Nothing of any shape makes it throw: it comes from a server. */
export function readAnswer(answer: ModelAnswer, value: unknown): void {
  const event = fields(value);
  // The Responses API wraps the answer in its events.
  const body = event["response"] === undefined ? event : fields(event["response"]);
  answer.id = text(body["id"]) ?? answer.id;
  answer.model = text(body["model"]) ?? answer.model;
  answer.units = unitsOf(fields(body["usage"])) ?? answer.units;
  const { status } = body;
  if (status === "completed" || status === "incomplete") {
    answer.finishReasons[0] = text(fields(body["incomplete_details"])["reason"]) ?? status;
  }
  let isPiece = text(event["type"])?.endsWith(".delta") ?? false;
  for (const [place, choice] of list(body["choices"]).entries()) {
    const reason = text(choice["finish_reason"]);
    if (reason !== undefined) answer.finishReasons[count(choice["index"]) ?? place] = reason;
    const { role: _, ...said } = fields(choice["delta"]);
    isPiece ||= Boolean(choice["text"]) || Object.values(said).some(Boolean);
  }
  if (isPiece) answer.pieces++;
}

/** Chat and embeddings count prompt and completion, the Responses API input and output. */
function unitsOf(usage: Fields): ModelUnits | undefined {
  const input = count(usage["prompt_tokens"] ?? usage["input_tokens"]);
  const output = count(usage["completion_tokens"] ?? usage["output_tokens"]);
  if (input === undefined && output === undefined) return undefined;
  const inputs = fields(usage["prompt_tokens_details"] ?? usage["input_tokens_details"]);
  const outputs = fields(usage["completion_tokens_details"] ?? usage["output_tokens_details"]);
  const told: ModelUnits = {
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: count(inputs["cached_tokens"]),
    reasoning_tokens: count(outputs["reasoning_tokens"]),
    audio_input_tokens: count(inputs["audio_tokens"]),
    audio_output_tokens: count(outputs["audio_tokens"]),
  };
  return Object.fromEntries(Object.entries(told).filter(([, amount]) => amount !== undefined));
}
