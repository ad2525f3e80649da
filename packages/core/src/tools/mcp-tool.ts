import type { Schema } from "../action/schema.ts";
import { type JsonSchema, jsonSchema } from "./json-schema.ts";
import type { Tool, ToolableAction } from "./tool.ts";

/** An object's schema, as MCP's own types want it. */
interface McpSchema {
  [keyword: string]: unknown;
  type: "object";
  properties?: Record<string, object>;
  required?: string[];
}

/** A tool as MCP's `tools/list` shows it. */
export interface McpTool {
  name: string;
  title: string;
  description: string;
  inputSchema: McpSchema;
  /** Of what `runTool` gives as `structuredContent`. */
  outputSchema?: McpSchema;
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean };
}

/**
 * For MCP's `tools/list`; `runTool` answers `tools/call`.
 *
 * @example
 * server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(mcpTool) }));
 * server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
 *   runTool(client, tools, params, { signal }));
 */
export function mcpTool(tool: Tool): McpTool {
  const { name, title, description, inputSchema, hints, action } = tool;
  const { readOnly: readOnlyHint, destructive: destructiveHint, idempotent: idempotentHint } = hints;
  const outputSchema = outputSchemaOf(action.contract);
  return {
    ...{ name, title, description },
    inputSchema: inputSchema as McpSchema,
    ...(outputSchema && { outputSchema }),
    annotations: { readOnlyHint, destructiveHint, idempotentHint },
  };
}

/** Only an object can be described. */
function outputSchemaOf(contract: ToolableAction<unknown>["contract"]): McpSchema | undefined {
  switch (contract.kind) {
    case "download":
      return undefined;
    case "list": {
      const data = { type: "array", items: part(contract.item()) };
      return object({ data, nextCursor: { type: ["string", "null"] } });
    }
    case "stream":
    case "lines": {
      const item = contract.kind === "stream" ? contract.event : contract.line;
      const events = { type: "array", items: part(item()) };
      return object({ events, complete: { type: "boolean" } });
    }
    default: {
      const schema = jsonSchema(contract.result(), "output");
      return schema?.["type"] === "object" ? (schema as McpSchema) : undefined;
    }
  }
}

/** A schema within another; one that refers to its own parts would look for them in the wrong place. */
function part(schema: Schema<unknown>): JsonSchema {
  const whole = jsonSchema(schema, "output") ?? {};
  return JSON.stringify(whole).includes('"$ref"') ? {} : whole;
}

const object = (properties: Record<string, object>): McpSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
