import type { CreateChatCompletionParams, TokenUsage } from "@platform/inference";
import type { Context } from "../http/operation.ts";
import { allowedTokens } from "./chat-worst-case.ts";
import type { ChatPart, ChatTurn, ModelInfo } from "./engine.ts";

type Finish = Extract<ChatPart, { type: "finish" }>;

/** Counts in OpenAI's shape. */
export function toTokenUsage({ promptTokens, completionTokens }: Finish): TokenUsage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** Puts the tokens of a whole answer into the ledger. */
export function meterChat(
  { meter }: Context,
  model: ModelInfo,
  { user }: CreateChatCompletionParams,
  counted: Pick<Finish, "promptTokens" | "completionTokens">,
  tags: Record<string, string> = {},
): void {
  const units = {
    input_token: String(counted.promptTokens),
    output_token: String(counted.completionTokens),
  };
  meter(units, { provider: model.ownedBy, model: model.id, userId: user || undefined, tags });
}

/**
 * What a broken-off answer used. Engines count only whole answers, so tokens are taken to be four characters
 * long, and the row in the ledger says that it is an estimate.
 */
export function meterBrokenChat(
  context: Context,
  model: ModelInfo,
  params: CreateChatCompletionParams,
  read: { readonly messages: readonly ChatTurn[]; readonly characters: number },
): void {
  const asked = read.messages.reduce((sum, { content }) => sum + content.length, 0);
  const counted = {
    promptTokens: Math.ceil(asked / 4),
    // Tokens longer than that cannot have been more than were paid for.
    completionTokens: allowedTokens(context, Math.ceil(read.characters / 4)) ?? 0,
  };
  meterChat(context, model, params, counted, { tokens: "estimated" });
}
