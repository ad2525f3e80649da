import type { CreateChatCompletionParams } from "@platform/inference";
import type { WorstCase } from "../http/meter/budgets.ts";
import type { Context } from "../http/operation.ts";
import { findModel } from "./find-model.ts";
import { toChatRequest } from "./to-chat-request.ts";

/** What a template may put around a message, in tokens. */
const aroundMessage = 16;
const aroundAll = 64;
/** Of a model that does not say how much it holds. */
const mostAnswered = 8_192;

/** No token is shorter than a byte, and the answer ends where it was told to: `allowedTokens`. */
export function chatWorstCase({ engines }: Context, params: CreateChatCompletionParams): WorstCase {
  const { messages, maxTokens, jsonSchema } = toChatRequest(params);
  const { id: model, ownedBy: provider, maxTokens: most } = findModel(engines, "chat", params.model);
  const texts = messages.map(({ content }) => content);
  if (jsonSchema) texts.push(JSON.stringify(jsonSchema));
  const asked = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + aroundMessage, aroundAll);
  return {
    units: { input_token: String(asked), output_token: String(maxTokens ?? most ?? mostAnswered) },
    cut: "output_token",
    provider,
    model,
    userId: params.user || undefined,
  };
}

/** How many tokens the answer may have: as asked, or as budgets pay for. */
export function allowedTokens({ allowance }: Context, asked: number | undefined): number | undefined {
  const paid = allowance?.units["output_token"];
  return paid === undefined ? asked : Math.min(asked ?? Number.POSITIVE_INFINITY, Number(paid));
}
