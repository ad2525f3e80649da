/** One message of a conversation, in OpenAI's shape. */
export interface ChatMessage {
  role: "system" | "developer" | "user" | "assistant" | "tool";
  /** Text, or parts of text. */
  content?: string | ChatTextPart[] | null | undefined;
  /** Taken, and not shown to the model. */
  name?: string | null | undefined;
}

export interface ChatTextPart {
  type: "text";
  text: string;
}

/** Tokens counted by the model's own tokenizer. */
export interface TokenUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export type ChatFinishReason = "stop" | "length" | "content_filter" | "tool_calls";

/** A whole answer, in OpenAI's shape. */
export interface ChatCompletion {
  id: string;
  object: "chat.completion";
  /** Unix seconds. */
  created: number;
  /** The model that answered. */
  model: string;
  choices: ChatChoice[];
  usage: TokenUsage;
}

export interface ChatChoice {
  index: number;
  message: { role: "assistant"; content: string | null; refusal?: string | null | undefined };
  /** Always `null`: no model here tells them. */
  logprobs?: unknown;
  finish_reason: ChatFinishReason;
}

/** A piece of an answer, in OpenAI's shape. */
export interface ChatCompletionChunk {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  /** Empty in the last chunk when usage was asked for. */
  choices: ChatChunkChoice[];
  usage?: TokenUsage | null | undefined;
}

export interface ChatChunkChoice {
  index: number;
  delta: { role?: "assistant" | null | undefined; content?: string | null | undefined };
  finish_reason: ChatFinishReason | null;
}
