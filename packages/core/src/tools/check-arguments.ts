import type { SchemaIssue } from "../action/schema.ts";
import { pathOf } from "../action/validate.ts";
import { ValidationError } from "../errors/api-error.ts";
import { dropNulls } from "./drop-nulls.ts";
import { uploadParam } from "./input-schema.ts";
import type { Tool } from "./tool.ts";

/** Arguments that may be sent. */
export interface CheckedArguments {
  /** As the model gave them, with the fixed ones. */
  readonly params: Record<string, unknown>;
  /** What the schema made of them. */
  readonly checked: unknown;
  /** What an upload sends. */
  readonly content: string;
}

/** Most faults told at once. */
const mostIssues = 5;

/**
 * Reads what a model gave: JSON text or an object.
 *
 * @throws {ValidationError} that names each field at fault and what it must be, for the model to read.
 */
export async function checkArguments(tool: Tool, given: unknown): Promise<CheckedArguments> {
  const { name, inputSchema, fixed, action } = tool;
  const fail = (problem: string, param?: string) =>
    new ValidationError(`${name}: ${problem} Correct the arguments and call it again.`, {
      status: 0,
      code: "invalid_arguments",
      param,
    });
  const parsed = (typeof given === "string" ? parse(given, fail) : given) ?? {};
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw fail("the arguments must be a JSON object.");
  }
  const own = dropNulls(parsed, inputSchema) as Record<string, unknown>;
  for (const param of Object.keys(fixed)) {
    if (own[param] !== undefined && JSON.stringify(own[param]) !== JSON.stringify(fixed[param])) {
      throw fail(`\`${param}\` is set already and cannot be changed: leave it out.`, param);
    }
  }
  const isUpload = action.contract.kind === "upload";
  const { [uploadParam]: content, ...rest } = isUpload ? own : { ...own, [uploadParam]: "" };
  if (typeof content !== "string") throw fail(`\`${uploadParam}\` is required, as text.`, uploadParam);
  const params = { ...(isUpload ? rest : own), ...fixed };
  const result = await action.contract.params()["~standard"].validate(params);
  if (!result.issues) return { params, checked: result.value, content };
  const said = result.issues.slice(0, mostIssues).map((issue) => say(issue, tool, own));
  throw fail(said.join(" "), pathOf(result.issues[0] as SchemaIssue) || undefined);
}

/** A model that has nothing to say may send no text at all. */
function parse(text: string, fail: (problem: string) => Error): unknown {
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch (error) {
    throw fail(`the arguments are not JSON (${(error as Error).message}).`);
  }
}

/** An issue as a sentence; what a schema library says of missing and unknown fields is hard to read. */
function say(issue: SchemaIssue, { inputSchema: { properties } }: Tool, own: object): string {
  const path = pathOf(issue);
  const names = Object.keys(properties);
  if (issue.path?.length === 1 && !(path in own)) return `\`${path}\` is required.`;
  if (issue.path?.length === 1 && !names.includes(path)) {
    return `There is no \`${path}\`; it takes ${names.map((name) => `\`${name}\``).join(", ") || "nothing"}.`;
  }
  return `${path && `\`${path}\`: `}${issue.message.replace(/\.$/, "")}.`;
}
