/** A call as a message of OpenAI's chat completions holds it. */
export type ChatToolCall =
  | { readonly id: string; readonly type: "function"; readonly function: { name: string; arguments: string } }
  | { readonly id: string; readonly type: "custom"; readonly custom: { name: string; input: string } };

/** A call as an output item of OpenAI's Responses API. */
export interface ResponsesToolCall {
  readonly type: "function_call";
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
}

/** A call as the AI SDK gives it, for a tool without `execute`. */
export interface AiToolCall {
  readonly type: "tool-call";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
}

/** The parameters of MCP's `tools/call`. */
export interface McpToolCall {
  readonly name: string;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
}

export type ToolCall = ChatToolCall | ResponsesToolCall | AiToolCall | McpToolCall;

/** What a call asks for, whatever form it came in. */
interface AskedFor {
  readonly name: string;
  /** JSON text, or what it says. */
  readonly given: unknown;
}

export function askedFor(call: ToolCall): AskedFor {
  if ("toolName" in call) return { name: call.toolName, given: call.input };
  if ("function" in call) return { name: call.function.name, given: call.function.arguments };
  if ("custom" in call) return { name: call.custom.name, given: call.custom.input };
  return { name: call.name, given: call.arguments };
}
