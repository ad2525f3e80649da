import type { SchemaIssue, Wire } from "./schema.ts";

/** Checks a value; on failure throws what `fail` makes of the first issue's dotted path and message. */
export async function validate<T>(
  schema: Wire<T>,
  value: unknown,
  fail: (path: string, message: string) => Error,
): Promise<T> {
  let outcome = schema()["~standard"].validate(value);
  if (outcome instanceof Promise) outcome = await outcome;
  if (outcome.issues) {
    const [issue] = outcome.issues;
    throw fail(issue ? pathOf(issue) : "", issue?.message ?? "invalid");
  }
  return outcome.value;
}

/** `messages.0.role`, as a reader would write it. */
export const pathOf = (issue: SchemaIssue): string =>
  (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
