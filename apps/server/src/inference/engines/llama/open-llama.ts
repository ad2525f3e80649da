import { availableParallelism } from "node:os";
import { EngineError } from "../../../engine-error.ts";
import type { ChatEngine, ChatPart, ChatRequest, ModelInfo } from "../../engine.ts";
import { abortable } from "./abortable.ts";
import { createAdmission } from "./admission.ts";
import { ensureModelFile, modelId } from "./model-file.ts";
import { startModelProcess } from "./model-process.ts";
import { toGenerateRequest } from "./request.ts";
import { closedError, supervise } from "./supervisor.ts";

export interface LlamaOptions {
  /** Path or https address of a `.gguf` file. */
  readonly model: string;
  /** The model's name for callers. Default: the file name without `.gguf`. */
  readonly id?: string;
  /** Where downloaded models are kept. */
  readonly cacheDir: string;
  /** Processor threads. Default: one less than there are, at least 1; 1 when `CI` is set. */
  readonly threads?: number;
  /** Tokens one conversation may hold, answer included. Default 4096; never more than the model was trained for. */
  readonly contextTokens?: number;
  /** Conversations answered at the same time; each costs memory for its context. Default 2. */
  readonly sequences?: number;
  /** Calls that may wait for a free sequence; one more is refused. Default 64. */
  readonly maxQueued?: number;
  /** Hexadecimal SHA-256 the file must have. */
  readonly sha256?: string;
  /** Hosts a model may come from, redirects included. Default: any. */
  readonly allowedHosts?: readonly string[];
}

/**
 * Opens a GGUF model in a child process and waits until it is ready. The child's death fails the calls under way with
 * `unavailable`; the next call starts a new one.
 * @throws {EngineError} `not_found`, `invalid_input`, `upstream_failed`, `limit_exceeded` or `unavailable`, saying
 * which of file, address, download, disk or memory is at fault.
 */
export async function openLlama(options: LlamaOptions): Promise<ChatEngine> {
  const { contextTokens = 4096, sequences = 2, maxQueued = 64, threads = defaultThreads() } = options;
  const path = await ensureModelFile(options);
  const id = options.id ?? modelId(options.model);
  const supervisor = supervise((closing) =>
    startModelProcess({ path, threads, contextTokens, sequences }, { signal: closing }),
  );
  const admission = createAdmission(sequences, maxQueued);
  const first = await supervisor.current();

  async function* chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPart, void, undefined> {
    if (request.model !== id)
      throw new EngineError("not_found", `This engine serves the model ${id}.`, { param: "model" });
    const wanted = toGenerateRequest(request);
    const release = await admission.enter(signal);
    let settled = Promise.resolve();
    try {
      const call = (await abortable(supervisor.current(), signal)).start(wanted);
      settled = call.settled;
      const onAbort = (): void => call.abandon(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      try {
        for await (const part of call.parts) {
          if (part.type === "finish") supervisor.proven();
          yield part;
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        call.cancel();
      }
    } finally {
      // The place is free only when the child's sequence is.
      void settled.then(release);
    }
  }

  return {
    name: "llama",
    models: [describeModel(id, first.contextTokens)],
    chat,
    async close() {
      admission.close(closedError());
      await supervisor.close();
    },
  };
}

function describeModel(id: string, maxTokens: number): ModelInfo {
  const description = `Answers with a local GGUF model on the processor; a conversation holds ${maxTokens} tokens.`;
  return { id, kind: "chat", ownedBy: "platform", description, maxTokens };
}

/** Spinning threads fight whatever else runs on the machine, so one core stays free. */
function defaultThreads(): number {
  return process.env["CI"] ? 1 : Math.max(1, availableParallelism() - 1);
}
