import { EngineError } from "../engine-error.ts";
import type { ChatEngine, EmbeddingEngine, ModelInfo } from "./engine.ts";

interface Engine {
  readonly name: string;
  readonly models: readonly ModelInfo[];
  close(): Promise<void>;
}

/** One chat engine out of several: each model is answered by the first that has it. */
export function combineChat(engines: readonly ChatEngine[]): ChatEngine {
  return {
    ...combine(engines),
    async *chat(request, signal) {
      yield* engineOf(engines, request.model).chat(request, signal);
    },
  };
}

/** One embedding engine out of several: each model is answered by the first that has it. */
export function combineEmbedding(engines: readonly EmbeddingEngine[]): EmbeddingEngine {
  return {
    ...combine(engines),
    embed: async (model, texts, signal) => engineOf(engines, model).embed(model, texts, signal),
  };
}

function engineOf<E extends Engine>(engines: readonly E[], model: string): E {
  const engine = engines.find(({ models }) => models.some(({ id }) => id === model));
  if (engine !== undefined) return engine;
  throw new EngineError("not_found", `No engine has the model ${model}.`, { param: "model" });
}

function combine(engines: readonly Engine[]): Engine {
  const models = new Map<string, ModelInfo>();
  for (const model of engines.flatMap((engine) => engine.models)) {
    if (!models.has(model.id)) models.set(model.id, model);
  }
  return {
    name: engines.map(({ name }) => name).join(", "),
    models: [...models.values()],
    async close() {
      const closed = await Promise.allSettled(engines.map((engine) => engine.close()));
      const failures = closed.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
      if (failures.length > 0) throw new AggregateError(failures, "Not every engine could be closed.");
    },
  };
}
