import * as actions from "@platform/inference";
import { serve } from "../http/serve.ts";
import { chatWorstCase } from "./chat-worst-case.ts";
import { createChatCompletion } from "./create-chat-completion.ts";
import { createEmbedding } from "./create-embedding.ts";
import { embeddingWorstCase } from "./embedding-worst-case.ts";
import { getModel } from "./get-model.ts";
import { listModels } from "./list-models.ts";
import { streamChatCompletion } from "./stream-chat-completion.ts";

/** Two thousand texts of a few pages. */
const bodyLimit = 32 * 1024 * 1024;
const chat = { effect: "none", bodyLimit, worstCase: chatWorstCase } as const;

/** Inference as the server serves it. */
export const inferenceOperations = [
  serve(actions.createChatCompletion, createChatCompletion, chat),
  // On the same route: `stream: true` in the body picks it.
  serve(actions.streamChatCompletion, streamChatCompletion, chat),
  serve(actions.createEmbedding, createEmbedding, {
    effect: "none",
    bodyLimit,
    worstCase: embeddingWorstCase,
  }),
  serve(actions.listModels, listModels),
  serve(actions.getModel, getModel),
];
