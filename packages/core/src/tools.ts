export { aiTool, type AiInputSchema, type AiTool, type AiToolOptions } from "./tools/ai-tool.ts";
export { asTool } from "./tools/as-tool.ts";
export type { RunToolOptions } from "./tools/call-tool.ts";
export { type JsonSchema, jsonSchema } from "./tools/json-schema.ts";
export { type McpTool, mcpTool } from "./tools/mcp-tool.ts";
export {
  type OpenaiTool,
  openaiTool,
  type OpenaiToolOptions,
  type ResponsesTool,
  responsesTool,
} from "./tools/openai-tool.ts";
export type { CollectedEvents } from "./tools/run-action.ts";
export { runTool } from "./tools/run-tool.ts";
export { runTools, type RunToolsOptions } from "./tools/run-tools.ts";
export { titleOf } from "./tools/title.ts";
export type * from "./tools/tool.ts";
export type * from "./tools/tool-call.ts";
export type {
  AiToolMessage,
  ChatToolMessage,
  McpToolResult,
  ResponsesToolMessage,
  ToolMessage,
} from "./tools/tool-message.ts";
export { type FieldWords, withWords } from "./tools/with-words.ts";
