import { DrizzleQueryError } from "drizzle-orm";
import { pino } from "pino";

/**
 * An error as logs may show it. A failed query's message holds what was to be written: prompts, names, variables.
 * Of such an error the statement stays, with PostgreSQL's code and where it arose, and no value.
 */
export function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const query = queryWithin(error);
  if (query === undefined) return pino.stdSerializers.err(error);
  const { code, message = "", table, constraint, column, routine } = (query.cause ?? {}) as Partial<PgError>;
  // Of these two classes (data, constraints) the message itself repeats values.
  const said = code === undefined || /^2[23]/.test(code) ? "" : `: ${message}`;
  return {
    type: error.name,
    message: `Failed query${said}`,
    query: query.query,
    ...{ code, table, constraint, column, routine },
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
  };
}

type PgError = Record<"code" | "message" | "table" | "constraint" | "column" | "routine", string>;

function queryWithin(error: Error): DrizzleQueryError | undefined {
  if (error instanceof DrizzleQueryError) return error;
  return error.cause instanceof Error ? queryWithin(error.cause) : undefined;
}
