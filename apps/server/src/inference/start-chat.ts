import type { CreateChatCompletionParams } from "@platform/inference";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import type { ChatPart, ChatRequest, ModelInfo } from "./engine.ts";
import { allowedTokens } from "./chat-worst-case.ts";
import { findModel } from "./find-model.ts";
import { toChatRequest } from "./to-chat-request.ts";
import { toWireError } from "./to-wire-error.ts";

/** Finds the model and checks the request; the work begins when the parts are read. */
export function startChat(
  context: Context,
  params: CreateChatCompletionParams,
): { model: ModelInfo; request: ChatRequest; parts: AsyncIterable<ChatPart> } {
  const { engines, signal } = context;
  const engine = need(engines.chat);
  const asked = toChatRequest(params);
  const request = { ...asked, maxTokens: allowedTokens(context, asked.maxTokens) };
  const model = findModel(engines, "chat", params.model);
  return { model, request, parts: inWireErrors(engine.chat(request, signal)) };
}

async function* inWireErrors(parts: AsyncIterable<ChatPart>): AsyncGenerator<ChatPart, void, undefined> {
  try {
    yield* parts;
  } catch (error) {
    throw toWireError(error);
  }
}
