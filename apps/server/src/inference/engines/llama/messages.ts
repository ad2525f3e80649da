import type { Llama } from "node-llama-cpp";
import type { EngineErrorCode } from "../../../engine-error.ts";
import type { ChatTurn, FinishReason } from "../../engine.ts";

/** A JSON schema in the words the grammar understands. */
export type GrammarSchema = Parameters<Llama["createGrammarForJsonSchema"]>[0];

/** How the child opens its model. */
export interface LoadOptions {
  readonly path: string;
  readonly threads: number;
  /** Tokens one conversation may hold, answer included; never more than the model was trained for. */
  readonly contextTokens: number;
  /** Conversations answered side by side. */
  readonly sequences: number;
}

/** A chat request as it crosses the process border. */
export interface GenerateRequest {
  readonly messages: readonly ChatTurn[];
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  /** Already translated into what the grammar can enforce. */
  readonly grammar?: GrammarSchema | undefined;
}

/** Parent to child. `id` names a call for its whole life. */
export type ToChild =
  | { readonly type: "load"; readonly options: LoadOptions }
  | { readonly type: "generate"; readonly id: number; readonly request: GenerateRequest }
  | { readonly type: "cancel"; readonly id: number };

/** How a call ended well, with the exact counts of the model's own tokenizer. */
export interface Finish {
  readonly reason: FinishReason;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What went wrong. `detail` is for the log, not for the caller. */
export interface Failure {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly param?: string | undefined;
  readonly detail?: string | undefined;
}

/** Child to parent. Every `generate` is answered by texts, then exactly one `finish` or `failed`. */
export type FromChild =
  | { readonly type: "loaded"; readonly contextTokens: number }
  | ({ readonly type: "load_failed" } & Failure)
  | { readonly type: "text"; readonly id: number; readonly text: string }
  | ({ readonly type: "finish"; readonly id: number } & Finish)
  | ({ readonly type: "failed"; readonly id: number } & Failure);
