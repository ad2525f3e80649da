import type { CreateChatCompletionParams } from "@platform/inference";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { type AnswerCount, countAnswer } from "./answer-count.ts";
import { allowedTokens } from "./chat-worst-case.ts";
import type { ChatPart, ModelInfo } from "./engine.ts";
import { findModel } from "./find-model.ts";
import { toChatRequest } from "./to-chat-request.ts";
import { toWireError } from "./to-wire-error.ts";
import { type Answered, withinAllowance } from "./within-allowance.ts";

/** A conversation under way. */
export interface Chat {
  readonly model: ModelInfo;
  readonly parts: AsyncIterable<Answered>;
  /** What the messages have, at four characters a token. */
  readonly askedTokens: number;
  readonly count: AnswerCount;
}

/** Finds the model and checks the request; the work begins when the parts are read. */
export function startChat(context: Context, params: CreateChatCompletionParams): Chat {
  const { engines, signal, allowance } = context;
  const engine = need(engines.chat);
  const asked = toChatRequest(params);
  const request = { ...asked, maxTokens: allowedTokens(context, asked.maxTokens) };
  const model = findModel(engines, "chat", params.model);
  const count = countAnswer();
  const askedTokens = Math.ceil(asked.messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
  const parts = inWireErrors(engine.chat(request, signal));
  return { model, askedTokens, count, parts: withinAllowance(parts, allowance, count, askedTokens) };
}

async function* inWireErrors(parts: AsyncIterable<ChatPart>): AsyncGenerator<ChatPart, void, undefined> {
  try {
    yield* parts;
  } catch (error) {
    throw toWireError(error);
  }
}
