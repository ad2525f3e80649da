import type { AiToolCall, ChatToolCall, McpToolCall, ResponsesToolCall, ToolCall } from "./tool-call.ts";

/** Append it to the messages of a chat completion. */
export interface ChatToolMessage {
  role: "tool";
  tool_call_id: string;
  content: string;
}

/** Append it to the input of the Responses API. */
export interface ResponsesToolMessage {
  type: "function_call_output";
  call_id: string;
  output: string;
}

/** Append it to the messages of the AI SDK. */
export interface AiToolMessage {
  role: "tool";
  content: {
    type: "tool-result";
    toolCallId: string;
    toolName: string;
    output: { type: "text" | "error-text"; value: string };
  }[];
}

/** The answer to MCP's `tools/call`. */
export interface McpToolResult {
  [extra: string]: unknown;
  content: { type: "text"; text: string }[];
  /** The result, when it is an object and was not cut. */
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** The answer in the form that the call came in. */
export type ToolMessage<C extends ToolCall> = C extends ChatToolCall
  ? ChatToolMessage
  : C extends ResponsesToolCall
    ? ResponsesToolMessage
    : C extends AiToolCall
      ? AiToolMessage
      : C extends McpToolCall
        ? McpToolResult
        : never;

/** What became of a call. */
export interface Outcome {
  /** For the model. */
  readonly text: string;
  /** The whole result. */
  readonly value?: unknown;
  /** Whether `text` is less than the whole. */
  readonly isCut?: boolean;
  readonly isError: boolean;
}

export function toolMessage(call: ToolCall, outcome: Outcome): ToolMessage<ToolCall> {
  const { text, isError } = outcome;
  if ("toolName" in call) {
    const { toolCallId, toolName } = call;
    const output = { type: isError ? ("error-text" as const) : ("text" as const), value: text };
    return { role: "tool", content: [{ type: "tool-result", toolCallId, toolName, output }] };
  }
  if ("call_id" in call) return { type: "function_call_output", call_id: call.call_id, output: text };
  if ("id" in call) return { role: "tool", tool_call_id: call.id, content: text };
  return mcpResult(outcome);
}

/** What a schema promises whole is an error when it was cut: a host would refuse a part of it. */
function mcpResult({ text, value, isCut, isError }: Outcome): McpToolResult {
  const content = [{ type: "text" as const, text }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { content, ...(isError && { isError }) };
  }
  return isCut
    ? { content, isError: true }
    : { content, structuredContent: value as Record<string, unknown> };
}
