import { ConfigurationError } from "../errors/client-errors.ts";
import { inputSchema } from "./input-schema.ts";
import { titleOf } from "./title.ts";
import type { Tool, ToolableAction, ToolHints, ToolOptions } from "./tool.ts";

/**
 * Makes an operation a tool for a model. `openaiTool`, `responsesTool`, `aiTool` and `mcpTool` put it into the
 * form that a program or protocol wants; `runTool` carries out what the model asks for.
 *
 * @throws {ConfigurationError} when it cannot be one: a bad name, an unknown fixed parameter, no JSON Schema.
 * @example
 * const run = asTool(runCode, { description: "Runs Python.", fixed: { sandboxId: box.id, language: "python" } });
 */
export function asTool<P>(action: ToolableAction<P>, options: ToolOptions<P> = {}): Tool {
  const { contract } = action as ToolableAction<unknown>;
  const { fixed = {}, name = contract.name } = options;
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw new ConfigurationError("A tool's name is 1 to 64 letters, digits, `_` and `-`.", {
      code: "invalid_tool_name",
      param: "name",
    });
  }
  if ((contract.kind as string) === "socket") {
    throw new ConfigurationError(`asTool(${name}): a model cannot hold a socket open.`, {
      code: "not_a_tool",
    });
  }
  const title = titleOf(name);
  return {
    name,
    title,
    description: options.description ?? `${title}.`,
    scope: contract.scope,
    inputSchema: inputSchema(contract, Object.keys(fixed), options.params ?? {}, options.inputSchema),
    hints: { ...hintsOf(contract), ...options.hints },
    action: action as ToolableAction<unknown>,
    fixed,
    confirm: options.confirm,
  };
}

/** What asks for no more than reading changes nothing; of the rest a `POST` may do anything. */
function hintsOf({ route, scope }: ToolableAction<unknown>["contract"]): ToolHints {
  const readOnly = route.startsWith("GET ") || (scope?.endsWith(":read") ?? false);
  return { readOnly, destructive: !readOnly, idempotent: readOnly || /^(PUT|DELETE) /.test(route) };
}
