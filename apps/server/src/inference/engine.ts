/** One model an engine serves, as `/v1/models` shows it. */
export interface ModelInfo {
  readonly id: string;
  readonly kind: "chat" | "embedding";
  /** Who answers: `"platform"`, or the upstream's name. */
  readonly ownedBy: string;
  /** One honest sentence: what it can and cannot do. */
  readonly description: string;
  readonly dimensions?: number | undefined;
  readonly maxTokens?: number | undefined;
}

export interface EmbedResult {
  /** Unit length, in the order of the texts. */
  readonly vectors: readonly Float32Array[];
  readonly tokens: number;
}

/** Turns texts into vectors. */
export interface EmbeddingEngine {
  readonly name: string;
  readonly models: readonly ModelInfo[];
  embed(model: string, texts: readonly string[], signal: AbortSignal): Promise<EmbedResult>;
  close(): Promise<void>;
}

/** A message in OpenAI's shape, its content already flattened to text. */
export interface ChatTurn {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool";
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatTurn[];
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  /** A JSON schema the answer must follow; engines that cannot enforce it refuse it. */
  readonly jsonSchema?: Readonly<Record<string, unknown>> | undefined;
}

export type FinishReason = "stop" | "length" | "content_filter";

/** Text as it comes, then exactly one `finish`. What a model says to itself is `hidden`: paid for, and not shown. */
export type ChatPart =
  | {
      readonly type: "text" | "hidden";
      readonly text: string;
      /** How many tokens there are up to here, with this text's own, where the engine is told while it answers. */
      readonly completionTokens?: number | undefined;
    }
  | {
      readonly type: "finish";
      readonly reason: FinishReason;
      readonly promptTokens: number;
      readonly completionTokens: number;
    };

/** Answers conversations. Aborting the signal, or leaving the loop, stops the work. */
export interface ChatEngine {
  readonly name: string;
  readonly models: readonly ModelInfo[];
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
  close(): Promise<void>;
}
