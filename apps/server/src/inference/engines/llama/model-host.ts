import {
  getLlama,
  type LlamaContextSequence,
  LlamaLogLevel,
  resolveChatWrapper,
  type Token,
} from "node-llama-cpp";
import { EngineError } from "../../../engine-error.ts";
import { fairSequence } from "./fair-sequence.ts";
import { generate, type GenerateOptions, promptTokens } from "./generate.ts";
import type { Finish, GenerateRequest, LoadOptions } from "./messages.ts";
import { createTurnstile } from "./turnstile.ts";

export interface ModelHost {
  readonly contextTokens: number;
  generate(request: GenerateRequest, signal: AbortSignal, onText: GenerateOptions["onText"]): Promise<Finish>;
}

/** Prompt tokens evaluated in one go: the longest wait before an abort is heard. */
const BATCH_TOKENS = 256;

/** Loads the model on the CPU, from the prebuilt library only: nothing is compiled or fetched. */
export async function loadModel(options: LoadOptions): Promise<ModelHost> {
  const runtime = getLlama({
    gpu: false,
    build: "never",
    maxThreads: options.threads,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => process.stderr.write(message),
  });
  const llama = await orSay("This machine has no prebuilt library to run GGUF models.", runtime);
  const model = await orSay(
    "The model file could not be loaded: is it a complete GGUF, and does it fit in memory?",
    llama.loadModel({ modelPath: options.path }),
  );
  // Takes half a second: once per model, never per chat.
  const chatWrapper = resolveChatWrapper(model);
  const context = await orSay(
    "The model's context does not fit in memory: lower contextTokens or sequences.",
    model.createContext({
      sequences: options.sequences,
      contextSize: Math.min(options.contextTokens, model.trainContextSize),
      batchSize: BATCH_TOKENS,
      threads: options.threads,
    }),
  );
  const turnstile = createTurnstile();
  const idle = Array.from({ length: options.sequences }, () => fairSequence(context, turnstile));

  return {
    contextTokens: context.contextSize,
    async generate(request, signal, onText) {
      const [first] = idle;
      if (first === undefined) throw new Error("More calls than sequences");
      const prompt = promptTokens(chatWrapper, first, request);
      const sequence = takeClosest(idle, prompt);
      try {
        return await generate({ sequence, chatWrapper, request, signal, onText }, prompt);
      } finally {
        idle.push(sequence);
      }
    },
  };
}

/** Gives a failing step of loading the words that help. */
async function orSay<T>(message: string, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    throw new EngineError("unavailable", message, { cause });
  }
}

/** Takes the idle sequence that already holds most of this prompt, so that a conversation is not read again each turn. */
function takeClosest(idle: LlamaContextSequence[], prompt: Token[]): LlamaContextSequence {
  const shared = idle.map((sequence) => sequence.compareContextTokens(prompt).firstDifferentIndex);
  const [taken] = idle.splice(shared.indexOf(Math.max(...shared)), 1);
  if (taken === undefined) throw new Error("No idle sequence");
  return taken;
}
