import * as actions from "@platform/inference";
import { serve } from "../http/serve.ts";
import { createChatCompletion } from "./create-chat-completion.ts";
import { createEmbedding } from "./create-embedding.ts";
import { getModel } from "./get-model.ts";
import { listModels } from "./list-models.ts";
import { streamChatCompletion } from "./stream-chat-completion.ts";

/** Inference as the server serves it. */
export const inferenceOperations = [
  serve(actions.createChatCompletion, createChatCompletion),
  // On the same route: `stream: true` in the body picks it.
  serve(actions.streamChatCompletion, streamChatCompletion),
  serve(actions.createEmbedding, createEmbedding),
  serve(actions.listModels, listModels),
  serve(actions.getModel, getModel),
];
