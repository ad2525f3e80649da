/** Checked by the compiler, never run: the forms are what the official packages' types want. */
import type { CallToolResult, ListToolsResult } from "@modelcontextprotocol/sdk/types.js";
import type { ModelMessage, ToolSet, TypedToolCall } from "ai";
import type OpenAI from "openai";
import { echo, getFile, look, notes, putFile, talk, ticks } from "../test/actions.ts";
import { createClient, mapAction } from "./index.ts";
import { aiTool, asTool, mcpTool, openaiTool, responsesTool, runTool, runTools } from "./tools.ts";

const client = createClient();
const tools = [asTool(echo), asTool(look), asTool(notes), asTool(ticks), asTool(putFile), asTool(getFile)];

export function definitions(): unknown {
  const chat: OpenAI.ChatCompletionTool[] = tools.map((tool) => openaiTool(tool, { strict: true }));
  const responses: OpenAI.Responses.Tool[] = tools.map((tool) => responsesTool(tool));
  const ai: ToolSet = { echo: aiTool(client, asTool(echo)) };
  const mcp: ListToolsResult = { tools: tools.map(mcpTool) };
  return [chat, responses, ai, mcp];
}

export async function answers(
  message: OpenAI.ChatCompletionMessage,
  item: OpenAI.Responses.ResponseFunctionToolCall,
  part: TypedToolCall<ToolSet>,
  params: { name: string; arguments?: Record<string, unknown> },
): Promise<unknown> {
  const chat: OpenAI.ChatCompletionMessageParam[] = await runTools(client, tools, message.tool_calls ?? []);
  const input: OpenAI.Responses.ResponseInputItem = await runTool(client, tools, item);
  const ai: ModelMessage = await runTool(client, tools, part);
  const mcp: CallToolResult = await runTool(client, tools, params);
  return [chat, input, ai, mcp];
}

export function options(): void {
  asTool(notes, { fixed: { limit: 5, tag: undefined } });
  asTool(
    mapAction(look, () => 5),
    { fixed: { text: "a" } },
  );
  asTool(echo, { fixed: { count: undefined }, confirm: ({ text }) => text.length > 5 });
  asTool(echo, { confirm: async ({ count = 0 }) => count > 5 });
  // @ts-expect-error there is no such parameter
  asTool(echo, { fixed: { txt: "a" } });
  // @ts-expect-error a parameter has another type
  asTool(echo, { fixed: { text: 5 } });
  // @ts-expect-error there is no such parameter
  asTool(echo, { confirm: ({ txt }) => txt === "a" });
  // @ts-expect-error a socket cannot be a tool
  asTool(talk);
  // @ts-expect-error one key for several calls would make them one
  void runTools(client, tools, [{ name: "echo" }], { idempotencyKey: "k" });
}
