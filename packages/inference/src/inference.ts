import {
  bind,
  type Bound,
  type BoundStream,
  type Client,
  type ClientOptions,
  toClient,
} from "@platform/core";
import type { ChatCompletion, ChatCompletionChunk } from "./chat/chat-completion.ts";
import { createChatCompletion, type CreateChatCompletionParams } from "./chat/create-chat-completion.ts";
import { streamChatCompletion, type StreamChatCompletionParams } from "./chat/stream-chat-completion.ts";
import {
  createEmbedding,
  type CreateEmbeddingParams,
  type EmbeddingList,
} from "./embeddings/create-embedding.ts";
import { getModel, type GetModelParams } from "./models/get-model.ts";
import { listModels, type ListModelsParams, type ModelList } from "./models/list-models.ts";
import type { Model } from "./models/model.ts";

/** Inference, grouped as OpenAI's clients group it. */
export interface Inference {
  readonly chat: {
    readonly completions: {
      /** {@link createChatCompletion} */
      readonly create: Bound<CreateChatCompletionParams, ChatCompletion>;
      /** {@link streamChatCompletion} */
      readonly stream: BoundStream<StreamChatCompletionParams, ChatCompletionChunk>;
    };
  };
  readonly embeddings: {
    /** {@link createEmbedding} */
    readonly create: Bound<CreateEmbeddingParams, EmbeddingList>;
  };
  readonly models: {
    /** {@link listModels} */
    readonly list: Bound<ListModelsParams, ModelList>;
    /** {@link getModel} */
    readonly get: Bound<GetModelParams, Model>;
  };
}

/**
 * Binds every operation of this domain to a client, or to one made from options.
 *
 * @example
 * const { chat, embeddings, models } = inference(client);
 */
export function inference(clientOrOptions?: Client | ClientOptions): Inference {
  const client = toClient(clientOrOptions);
  return {
    chat: {
      completions: { create: bind(client, createChatCompletion), stream: bind(client, streamChatCompletion) },
    },
    embeddings: { create: bind(client, createEmbedding) },
    models: { list: bind(client, listModels), get: bind(client, getModel) },
  };
}
