import type { SchemaIssue, Wire } from "./schema.ts";

/** Checks a value; on failure throws what `fail` makes of a sentence and the first issue's dotted path. */
export async function validate<T>(
  schema: Wire<T>,
  value: unknown,
  fail: (sentence: string, path: string | undefined) => Error,
  prefix = "",
): Promise<T> {
  let outcome = schema()["~standard"].validate(value);
  if (outcome instanceof Promise) outcome = await outcome;
  if (outcome.issues) {
    const [issue] = outcome.issues;
    const path = prefix + (issue ? pathOf(issue) : "");
    throw fail(`${path && `\`${path}\`: `}${issue?.message ?? "invalid"}.`, path || undefined);
  }
  return outcome.value;
}

/** `messages.0.role`, as a reader would write it. */
export const pathOf = (issue: SchemaIssue): string =>
  (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
