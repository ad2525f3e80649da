import type { SchemaIssue, SchemaResult, Wire } from "./schema.ts";

/**
 * Checks a value; on failure throws what `fail` makes of a sentence and the first issue's dotted path. A promise
 * only where the schema makes one: waiting for each event of a stream would cost more than checking it.
 */
export function validate<T>(
  schema: Wire<T>,
  value: unknown,
  fail: (sentence: string, path: string | undefined) => Error,
  prefix = "",
): T | Promise<T> {
  const judge = ({ issues, ...outcome }: SchemaResult<T>) => {
    if (!issues) return (outcome as { value: T }).value;
    const [issue] = issues;
    const path = prefix + (issue ? pathOf(issue) : "");
    throw fail(`${path && `\`${path}\`: `}${issue?.message ?? "invalid"}.`, path || undefined);
  };
  const outcome = schema()["~standard"].validate(value);
  return outcome instanceof Promise ? outcome.then(judge) : judge(outcome);
}

/** `messages.0.role`, as a reader would write it. */
export const pathOf = (issue: SchemaIssue): string =>
  (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
