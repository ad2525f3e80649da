import * as v from "valibot";
import { EngineError } from "../../../engine-error.ts";
import type { EmbeddingEngine, EmbedResult, ModelInfo } from "../../engine.ts";
import { estimateTokens } from "./chat-wire.ts";
import { send } from "./send.ts";
import type { Upstream } from "./upstream.ts";
import { decodeVector, unitLength } from "./vector.ts";

const embeddingsBody = v.object({
  data: v.array(
    v.object({ index: v.nullish(v.number()), embedding: v.union([v.string(), v.array(v.number())]) }),
  ),
  usage: v.nullish(v.object({ prompt_tokens: v.nullish(v.number()), total_tokens: v.nullish(v.number()) })),
});

/** Embeddings through an upstream. Closing fails the calls under way. */
export function upstreamEmbeddings(upstream: Upstream, models: readonly ModelInfo[]): EmbeddingEngine {
  const closing = new AbortController();
  const failed = (what: string): EngineError =>
    new EngineError("upstream_failed", `The upstream ${upstream.name} ${what}.`);

  async function embed(model: string, texts: readonly string[], signal: AbortSignal): Promise<EmbedResult> {
    const info = models.find(({ id }) => id === model);
    if (info === undefined) {
      throw new EngineError("not_found", `The upstream ${upstream.name} has no embedding model ${model}.`, {
        param: "model",
      });
    }
    if (texts.length === 0) return { vectors: [], tokens: 0 };
    // Base64 is a third of the size; whoever ignores the wish answers with numbers, which is as good.
    const request = { model, input: texts, encoding_format: "base64" };
    const reply = await send(upstream, "/embeddings", request, AbortSignal.any([signal, closing.signal]));
    const body = v.safeParse(embeddingsBody, await reply.json());
    if (!body.success) throw failed("answered with embeddings in an unknown shape");
    const { data, usage } = body.output;
    if (data.length !== texts.length) throw failed(`sent ${data.length} vectors for ${texts.length} texts`);
    const vectors = new Map<number, Float32Array>();
    for (const [position, item] of data.entries()) {
      const vector = unitLength(decodeVector(item.embedding));
      if (vector === undefined) throw failed("sent a vector that holds no finite numbers");
      if (vector.length !== info.dimensions) {
        throw failed(`sent ${vector.length} dimensions for ${model}, configured with ${info.dimensions}`);
      }
      vectors.set(item.index ?? position, vector);
    }
    const ordered = texts.map((_, index) => vectors.get(index)).filter((vector) => vector !== undefined);
    if (ordered.length !== texts.length) throw failed("numbered its vectors wrongly");
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    return {
      vectors: ordered,
      tokens: usage?.prompt_tokens ?? usage?.total_tokens ?? estimateTokens(characters),
    };
  }

  return {
    name: upstream.name,
    models,
    embed,
    async close() {
      closing.abort(
        new EngineError(
          "unavailable",
          `The upstream ${upstream.name} was closed: the server is shutting down.`,
        ),
      );
    },
  };
}
