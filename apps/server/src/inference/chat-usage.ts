import type { CreateChatCompletionParams, TokenUsage } from "@platform/inference";
import type { Context } from "../http/operation.ts";
import { allowedTokens } from "./chat-worst-case.ts";
import type { ModelInfo } from "./engine.ts";
import type { Chat } from "./start-chat.ts";

/** The tokens of an answer. */
interface Counted {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly limited?: boolean;
}

/** Counts in OpenAI's shape. */
export function toTokenUsage({ promptTokens, completionTokens }: Counted): TokenUsage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** Puts the tokens of a whole answer into the ledger; the row says when its engine used more than is paid. */
export function meterChat(
  { meter }: Context,
  model: ModelInfo,
  { user }: CreateChatCompletionParams,
  counted: Counted,
  tags: Record<string, string> = counted.limited ? { tokens: "limited" } : {},
): void {
  const units = {
    input_token: String(counted.promptTokens),
    output_token: String(counted.completionTokens),
  };
  meter(units, { provider: model.ownedBy, model: model.id, userId: user || undefined, tags });
}

/**
 * What a broken-off answer used. Most engines count only whole answers, so tokens are taken to be four characters
 * long, and the row in the ledger says that it is an estimate.
 */
export function meterBrokenChat(
  context: Context,
  { model, askedTokens: promptTokens, count }: Chat,
  params: CreateChatCompletionParams,
): void {
  // Tokens longer than that cannot have been more than were paid for.
  const completionTokens = allowedTokens(context, count.likely) ?? 0;
  meterChat(context, model, params, { promptTokens, completionTokens }, { tokens: "estimated" });
}
