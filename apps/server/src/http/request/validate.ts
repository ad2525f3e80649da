import { suggest } from "../../suggest.ts";
import type { Schema, SchemaIssue } from "../contract.ts";
import { fail } from "../errors/http-error.ts";
import { entriesOf } from "./schema-node.ts";

/** The parameters, checked; a 400 that names the first field at fault and its fix otherwise. */
export async function validate<T>(schema: Schema<T>, params: Record<string, unknown>): Promise<T> {
  const result = await schema["~standard"].validate(params);
  if (result.issues === undefined) return result.value;
  const [issue] = result.issues;
  const path = issue === undefined ? "" : dotted(issue);
  const more = result.issues.length > 1 ? ` (and ${result.issues.length - 1} more)` : "";
  const text =
    issue === undefined ? "The parameters are not valid." : `${explain(issue, path, params, schema)}${more}`;
  // A field may have an empty name, and is then still the one at fault.
  return fail(400, "invalid_params", text, issue?.path?.length ? { param: path } : {});
}

function keysOf(issue: SchemaIssue): PropertyKey[] {
  return (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part));
}

const dotted = (issue: SchemaIssue): string => keysOf(issue).map(String).join(".");

function explain(issue: SchemaIssue, path: string, params: object, schema: unknown): string {
  const [first, ...rest] = keysOf(issue).map(String);
  const known = Object.keys(entriesOf(schema));
  if (first !== undefined && rest.length === 0) {
    if (!known.includes(first) && known.length > 0 && Object.hasOwn(params, first)) {
      const near = suggest(first, known);
      const fix = near ? `Did you mean "${near}"?` : `It takes: ${known.join(", ")}.`;
      return `Unknown parameter "${first}". ${fix}`;
    }
    if (!Object.hasOwn(params, first)) return `"${first}" is required.`;
  }
  return path === "" ? `${issue.message}.` : `"${path}" is not valid: ${issue.message}.`;
}
