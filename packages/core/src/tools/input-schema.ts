import { ConfigurationError } from "../errors/client-errors.ts";
import { type JsonSchema, jsonSchema } from "./json-schema.ts";
import type { ObjectSchema, ToolableAction } from "./tool.ts";
import { type FieldWords, withWords } from "./with-words.ts";

/** The name under which a model gives the bytes of an upload, as text. */
export const uploadParam = "content";

/**
 * What a model may give: the parameters without the fixed ones, and the content of an upload.
 *
 * @throws {ConfigurationError} when there is no such schema, or a fixed name is not in it.
 */
export function inputSchema(
  { name, kind, params }: ToolableAction<unknown>["contract"],
  fixed: readonly string[],
  words: FieldWords,
  given: JsonSchema | undefined,
): ObjectSchema {
  const fail = (problem: string) =>
    new ConfigurationError(`asTool(${name}): ${problem}`, { code: "no_tool_schema" });
  const whole = given ?? jsonSchema(params(), "input");
  if (!whole) throw fail("its schema cannot be put into JSON Schema: give `inputSchema`.");
  if (whole["type"] !== "object") throw fail("its parameters are not one object: give `inputSchema`.");
  const { properties = {}, required = [], ...rest } = withWords(whole, words) as Partial<ObjectSchema>;
  const unknown = fixed.find((name) => !(name in properties));
  if (unknown !== undefined) throw fail(`there is no parameter \`${unknown}\` to fix.`);
  const isOpen = (name: string) => !fixed.includes(name);
  const open = Object.entries(properties).filter(([name]) => isOpen(name));
  const needed = required.filter(isOpen);
  if (kind === "upload") {
    if (uploadParam in properties) throw fail(`\`${uploadParam}\` is the name of its bytes already.`);
    const description = words[uploadParam] ?? "What to write, as text.";
    open.push([uploadParam, { type: "string", description }]);
    needed.push(uploadParam);
  }
  return {
    ...rest,
    type: "object",
    properties: Object.fromEntries(open),
    ...(needed.length > 0 && { required: needed }),
  };
}
