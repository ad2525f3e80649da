export type * from "./chat/chat-completion.ts";
export {
  createChatCompletion,
  type CreateChatCompletionParams,
  type JsonSchemaFormat,
  type ResponseFormat,
} from "./chat/create-chat-completion.ts";
export { streamChatCompletion, type StreamChatCompletionParams } from "./chat/stream-chat-completion.ts";
export {
  createEmbedding,
  type CreateEmbeddingParams,
  type Embedding,
  type EmbeddingList,
  type WireEmbeddingList,
} from "./embeddings/create-embedding.ts";
export { inference, type Inference } from "./inference.ts";
export { getModel, type GetModelParams } from "./models/get-model.ts";
export { listModels, type ListModelsParams, type ModelList } from "./models/list-models.ts";
export type { Model } from "./models/model.ts";
