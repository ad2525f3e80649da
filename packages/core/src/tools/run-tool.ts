import type { Client } from "../client/create-client.ts";
import { ValidationError } from "../errors/api-error.ts";
import { ConfigurationError } from "../errors/client-errors.ts";
import { callTool, type RunToolOptions } from "./call-tool.ts";
import { cut, toText } from "./cut.ts";
import { isTellable, tellError } from "./tell-error.ts";
import type { Tool } from "./tool.ts";
import { askedFor, type ToolCall } from "./tool-call.ts";
import { type Outcome, type ToolMessage, toolMessage } from "./tool-message.ts";

/**
 * Carries out what a model asked for and gives the message to append, in the form the call came in: OpenAI's chat
 * completions or Responses API, the AI SDK, MCP. Wrong arguments, a tool that does not exist, a refusal and
 * failures of the platform become a message too, which the model can read and act on.
 *
 * @throws {AbortedError} when `options.signal` fires.
 * @throws {ConfigurationError} when the client or the tools are set up wrongly.
 * @example
 * for (const call of message.tool_calls ?? []) messages.push(await runTool(client, tools, call));
 */
export async function runTool<C extends ToolCall>(
  client: Client,
  tools: readonly Tool[],
  toolCall: C,
  options: RunToolOptions = {},
): Promise<ToolMessage<C>> {
  const { name, given } = askedFor(toolCall);
  let outcome: Outcome;
  try {
    const value = await callTool(client, find(tools, name), given, options);
    const whole = toText(value);
    const text = cut(whole, options.maxChars);
    outcome = { text, value, isCut: text !== whole, isError: false };
  } catch (error) {
    if (options.throwErrors || !isTellable(error)) throw error;
    options.onError?.(error, name);
    outcome = { text: tellError(error), isError: true };
  }
  return toolMessage(toolCall, outcome) as ToolMessage<C>;
}

function find(tools: readonly Tool[], name: string): Tool {
  const [tool, second] = tools.filter((one) => one.name === name);
  if (second) {
    throw new ConfigurationError(`Two tools have the name \`${name}\`: give one of them another.`, {
      code: "ambiguous_tool",
      param: "name",
    });
  }
  if (tool) return tool;
  const names = tools.map((one) => `\`${one.name}\``).join(", ") || "none";
  // The name is the model's own invention, and may be long.
  throw new ValidationError(`There is no tool \`${name.slice(0, 64)}\`. There are: ${names}.`, {
    status: 0,
    code: "unknown_tool",
    param: "name",
  });
}
