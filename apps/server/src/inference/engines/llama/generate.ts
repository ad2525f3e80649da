import { type ChatWrapper, LlamaChat, type LlamaContextSequence, type Token } from "node-llama-cpp";
import { EngineError } from "../../../engine-error.ts";
import type { FinishReason } from "../../engine.ts";
import { toHistory } from "./history.ts";
import type { Finish, GenerateRequest } from "./messages.ts";
import { createStopFilter } from "./stop-filter.ts";

/** OpenAI documents 1 as the default of both. */
const DEFAULT_TEMPERATURE = 1;
const DEFAULT_TOP_P = 1;

export interface GenerateOptions {
  readonly sequence: LlamaContextSequence;
  readonly chatWrapper: ChatWrapper;
  readonly request: GenerateRequest;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
}

/** The prompt exactly as the model will read it. */
export function promptTokens(
  wrapper: ChatWrapper,
  sequence: LlamaContextSequence,
  request: GenerateRequest,
): Token[] {
  const { contextText } = wrapper.generateContextState({ chatHistory: toHistory(request.messages) });
  return contextText.tokenize(sequence.model.tokenizer);
}

/**
 * Answers one conversation on one sequence. Completion tokens count every token the model produced, the end-of-turn
 * token included. Rejects with the signal's reason when aborted.
 */
export async function generate(options: GenerateOptions, prompt: readonly Token[]): Promise<Finish> {
  const { sequence, chatWrapper, request, signal, onText } = options;
  const maxTokens = answerBudget(sequence.contextSize, prompt.length, request.maxTokens);
  const filter = createStopFilter(request.stop ?? []);
  const stopped = new AbortController();
  const show = (text: string): void => {
    if (text !== "") onText(text);
  };
  const before = sequence.tokenMeter.getState();
  const grammar =
    request.grammar === undefined
      ? {}
      : { grammar: await sequence.model.llama.createGrammarForJsonSchema(request.grammar) };
  const chat = new LlamaChat({ contextSequence: sequence, chatWrapper });
  let reason: FinishReason = "stop";
  try {
    const { metadata } = await chat.generateResponse(toHistory(request.messages), {
      ...grammar,
      maxTokens,
      temperature: request.temperature ?? DEFAULT_TEMPERATURE,
      topP: request.topP ?? DEFAULT_TOP_P,
      // Left alone, the runtime would keep only the 40 likeliest tokens and punish repeats: the caller asked for neither.
      topK: 0,
      repeatPenalty: false,
      // Without a seed the runtime would seed by the second, and equal prompts would get equal answers.
      seed: (request.seed ?? Math.floor(Math.random() * 2 ** 32)) >>> 0,
      signal: AbortSignal.any([signal, stopped.signal]),
      stopOnAbortSignal: true,
      onTextChunk: (text) => {
        show(filter.push(text));
        if (filter.stopped) stopped.abort();
      },
    });
    if (metadata.stopReason === "maxTokens") reason = "length";
  } catch (error) {
    if (!stopped.signal.aborted || signal.aborted) throw error;
  } finally {
    chat.dispose({ disposeSequence: false });
  }
  signal.throwIfAborted();
  if (filter.stopped) reason = "stop";
  else show(filter.flush());
  const { usedOutputTokens } = sequence.tokenMeter.diff(before);
  return { reason, promptTokens: prompt.length, completionTokens: usedOutputTokens };
}

/** Tokens left for the answer. The runtime would silently forget old turns at the border; we stop before it. */
function answerBudget(contextTokens: number, promptLength: number, asked: number | undefined): number {
  const room = contextTokens - promptLength - 2;
  if (room < 1) {
    throw new EngineError(
      "invalid_input",
      `The messages take ${promptLength} tokens, and the model's context holds ${contextTokens}: shorten them.`,
      { param: "messages" },
    );
  }
  return asked === undefined ? room : Math.min(asked, room);
}
