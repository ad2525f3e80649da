import * as v from "valibot";
import { EngineError } from "../../../engine-error.ts";
import type { ChatEngine, EmbeddingEngine, ModelInfo } from "../../engine.ts";
import { upstreamChat } from "./chat.ts";
import { upstreamEmbeddings } from "./embeddings.ts";
import { send } from "./send.ts";
import { checkBaseUrl, type Upstream } from "./upstream.ts";

export interface UpstreamOptions {
  /** How the upstream is called in errors and as the owner of its models. */
  readonly name: string;
  /** Up to and with the version, as in `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token, and nowhere else. */
  readonly apiKey?: string;
  /** Chat models to offer. Default: all the upstream lists, less the embedding models. */
  readonly models?: readonly string[];
  /** Embedding models to offer; most upstreams cannot be asked for their dimensions. Default: those it tells of. */
  readonly embeddingModels?: readonly { readonly id: string; readonly dimensions: number }[];
  /** Longest wait for the first byte of an answer. Default 60,000. */
  readonly firstByteTimeoutMs?: number;
  /** Longest silence within an answer. Default 30,000. */
  readonly idleTimeoutMs?: number;
}

/** Servers of our own kind also say what a model is for; what others put there is not looked at. */
const modelList = v.object({
  data: v.array(
    v.object({
      id: v.string(),
      kind: v.fallback(v.optional(v.string()), undefined),
      dimensions: v.fallback(v.optional(v.number()), undefined),
    }),
  ),
});
type Listed = v.InferOutput<typeof modelList>["data"][number];

/**
 * Opens any OpenAI-compatible server. It is asked for its models only when none are given.
 * @throws {EngineError} `invalid_input` for a bad address, else what went wrong in asking for the models.
 */
export async function openUpstream(
  options: UpstreamOptions,
): Promise<{ readonly chat: ChatEngine; readonly embeddings: EmbeddingEngine }> {
  const {
    name,
    apiKey,
    firstByteTimeoutMs = 60_000,
    idleTimeoutMs = 30_000,
    embeddingModels: named = [],
  } = options;
  const baseUrl = checkBaseUrl(name, options.baseUrl);
  const upstream: Upstream = { name, baseUrl, apiKey, firstByteTimeoutMs, idleTimeoutMs };
  const list: readonly Listed[] =
    options.models?.map((id) => ({ id, kind: "chat", dimensions: undefined })) ??
    (await listModels(upstream));
  const told = list.flatMap(({ id, kind, dimensions }) =>
    kind === "embedding" && dimensions !== undefined ? [{ id, dimensions }] : [],
  );
  const embeddingModels = [...named, ...told.filter(({ id }) => named.every((model) => model.id !== id))];
  const embedding = embeddingModels.map(({ id, dimensions }) => ({
    ...describeModel(name, id, "embedding"),
    dimensions,
  }));
  const chat = list
    .filter(({ kind }) => kind !== "embedding")
    .filter(({ id }) => options.models !== undefined || embeddingModels.every((model) => model.id !== id))
    .map(({ id }) => describeModel(name, id, "chat"));
  return { chat: upstreamChat(upstream, chat), embeddings: upstreamEmbeddings(upstream, embedding) };
}

async function listModels(upstream: Upstream): Promise<readonly Listed[]> {
  // The watchdog of every request bounds the wait; there is no caller yet to give up.
  const reply = await send(upstream, "/models", undefined, new AbortController().signal);
  const list = v.safeParse(modelList, await reply.json());
  if (!list.success) {
    throw new EngineError(
      "upstream_failed",
      `The upstream ${upstream.name} lists its models in an unknown shape: name them.`,
    );
  }
  return list.output.data;
}

function describeModel(upstream: string, id: string, kind: ModelInfo["kind"]): ModelInfo {
  return {
    id,
    kind,
    ownedBy: upstream,
    description: `Served by the upstream ${upstream}; requests leave this server.`,
  };
}
