import type { ChatMessage, CreateChatCompletionParams } from "@platform/inference";
import { fail } from "../http/errors/http-error.ts";
import { checkChatFields, checkMessageFields } from "./check-chat-fields.ts";
import type { ChatRequest } from "./engine.ts";

/** OpenAI's words in the port's. Refuses what no engine supports. */
export function toChatRequest(params: CreateChatCompletionParams): ChatRequest {
  checkChatFields(params);
  const { model, messages, temperature, top_p: topP, stop, seed, response_format: format } = params;
  return {
    model,
    messages: messages.map((message, index) => {
      checkMessageFields({ ...message }, index);
      return { role: message.role, content: flatten(message.content) };
    }),
    maxTokens: maxTokens(params),
    temperature: temperature ?? undefined,
    topP: topP ?? undefined,
    stop: typeof stop === "string" ? [stop] : (stop ?? undefined),
    seed: seed ?? undefined,
    jsonSchema: schemaOf(format),
  };
}

function schemaOf(format: CreateChatCompletionParams["response_format"]) {
  if (format?.type !== "json_schema") return undefined;
  const schema = format.json_schema?.schema;
  if (typeof schema === "object" && schema !== null) return schema;
  return fail(
    400,
    "invalid_params",
    "`response_format.json_schema.schema`: give the JSON Schema to follow.",
    {
      param: "response_format.json_schema.schema",
    },
  );
}

/** Parts of text are paragraphs of one. */
function flatten(content: ChatMessage["content"]): string {
  return Array.isArray(content) ? content.map(({ text }) => text).join("\n") : (content ?? "");
}

function maxTokens({ max_tokens: old, max_completion_tokens: most }: CreateChatCompletionParams) {
  if (typeof old === "number" && typeof most === "number" && old !== most) {
    const message = '"max_tokens" and "max_completion_tokens" differ. Give one of them.';
    fail(400, "invalid_params", message, { param: "max_tokens" });
  }
  return most ?? old ?? undefined;
}
