import type { SchemaResult } from "../action/schema.ts";
import type { Client } from "../client/create-client.ts";
import { callTool, type RunToolOptions } from "./call-tool.ts";
import { checkArguments } from "./check-arguments.ts";
import { cut, toText } from "./cut.ts";
import { dropNulls } from "./drop-nulls.ts";
import type { JsonSchema } from "./json-schema.ts";
import { isTellable, tellError } from "./tell-error.ts";
import type { Tool } from "./tool.ts";

type Input = Record<string, unknown>;

/** What may be given, as a Standard Schema that also knows its JSON Schema. */
export interface AiInputSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Input; readonly output: Input } | undefined;
    readonly validate: (value: unknown) => Promise<SchemaResult<Input>>;
    readonly jsonSchema: { readonly input: () => Input; readonly output: () => Input };
  };
}

/** A tool as the AI SDK, 6 or newer, takes it in `generateText({ tools })`. */
export interface AiTool {
  description: string;
  inputSchema: AiInputSchema;
  execute(input: Input, options?: { abortSignal?: AbortSignal | undefined }): Promise<unknown>;
  toModelOutput(result: { output: unknown }): { type: "text"; value: string };
}

/** As for `runTool`, but that the SDK brings the signal and always hears of errors. */
export type AiToolOptions = Omit<RunToolOptions, "signal" | "idempotencyKey" | "throwErrors">;

/**
 * For the AI SDK, which carries it out by itself. Its result is the operation's; the model reads it cut to
 * `maxChars`. A failure is thrown as an `Error` whose message is what a model should read; `cause` is the original.
 *
 * @example
 * await generateText({ model, prompt, tools: { runCode: aiTool(client, asTool(runCode)) } });
 */
export function aiTool(client: Client, tool: Tool, options: AiToolOptions = {}): AiTool {
  return {
    description: tool.description,
    inputSchema: inputSchemaOf(tool),
    execute: async (input, { abortSignal: signal } = {}) => {
      try {
        return await callTool(client, tool, input, { ...options, signal });
      } catch (error) {
        if (!isTellable(error)) throw error;
        options.onError?.(error, tool.name);
        throw new Error(tellError(error), { cause: error });
      }
    },
    toModelOutput: ({ output }) => ({ type: "text", value: cut(toText(output), options.maxChars) }),
  };
}

function inputSchemaOf(tool: Tool): AiInputSchema {
  // A copy each time: the SDK writes into it.
  const schema = () => JSON.parse(JSON.stringify(tool.inputSchema)) as Input;
  return {
    "~standard": {
      version: 1,
      vendor: "platform",
      jsonSchema: { input: schema, output: schema },
      validate: async (value) => {
        try {
          await checkArguments(tool, value);
        } catch (error) {
          if (!isTellable(error)) throw error;
          return {
            issues: [{ message: error.message, ...(error.param && { path: error.param.split(".") }) }],
          };
        }
        // Without the fixed parameters, which the model is not to see.
        return { value: dropNulls(value ?? {}, tool.inputSchema as JsonSchema) as Input };
      },
    },
  };
}
