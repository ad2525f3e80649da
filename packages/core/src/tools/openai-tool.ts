import type { JsonSchema } from "./json-schema.ts";
import { strictSchema } from "./strict-schema.ts";
import type { Tool } from "./tool.ts";

export interface OpenaiToolOptions {
  /**
   * OpenAI makes the model follow the schema to the letter: every field is then required, what may be left out is
   * `null` instead, and lengths are told in words. Default `false`.
   */
  strict?: boolean | undefined;
}

/** A tool as `chat.completions.create({ tools })` takes it, at OpenAI and at everyone who speaks like it. */
export interface OpenaiTool {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown>; strict?: boolean };
}

/** A tool as `responses.create({ tools })` takes it. */
export interface ResponsesTool {
  type: "function";
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  strict: boolean;
}

/**
 * For chat completions.
 *
 * @throws {ConfigurationError} when `strict` is asked for and a parameter has no strict form.
 * @example
 * await openai.chat.completions.create({ model, messages, tools: tools.map((tool) => openaiTool(tool)) });
 */
export function openaiTool(tool: Tool, { strict }: OpenaiToolOptions = {}): OpenaiTool {
  const { name, description } = tool;
  const parameters = parametersOf(tool, strict);
  return { type: "function", function: { name, description, parameters, ...(strict && { strict }) } };
}

/**
 * For the Responses API. Said either way, since that API is strict where nothing is said.
 *
 * @throws {ConfigurationError} when `strict` is asked for and a parameter has no strict form.
 */
export function responsesTool(tool: Tool, { strict = false }: OpenaiToolOptions = {}): ResponsesTool {
  const { name, description } = tool;
  return { type: "function", name, description, parameters: parametersOf(tool, strict), strict };
}

const parametersOf = (tool: Tool, strict: boolean | undefined): JsonSchema =>
  strict ? strictSchema(tool.name, tool.inputSchema) : tool.inputSchema;
