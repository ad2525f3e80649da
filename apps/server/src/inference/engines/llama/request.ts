import { EngineError } from "../../../engine-error.ts";
import type { ChatRequest } from "../../engine.ts";
import { toGrammarSchema } from "./grammar-schema.ts";
import type { GenerateRequest } from "./messages.ts";

/** Checks a chat request against what this engine can do. @throws {EngineError} `invalid_input`, naming the parameter. */
export function toGenerateRequest(request: ChatRequest): GenerateRequest {
  const { messages, maxTokens, temperature, topP, stop, seed, jsonSchema } = request;
  if (messages.length === 0) throw invalid("messages", "At least one message is needed.");
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens >= 1)) {
    throw invalid("maxTokens", "The answer's token limit must be a whole number of at least 1.");
  }
  if (temperature !== undefined && !(temperature >= 0))
    throw invalid("temperature", "The temperature must be 0 or more.");
  if (topP !== undefined && !(topP > 0 && topP <= 1)) {
    throw invalid("topP", "The share of likely tokens (top p) must be above 0 and at most 1.");
  }
  const grammar = jsonSchema === undefined ? undefined : toGrammarSchema(jsonSchema);
  return { messages, maxTokens, temperature, topP, stop, seed, grammar };
}

function invalid(param: string, message: string): EngineError {
  return new EngineError("invalid_input", message, { param });
}
