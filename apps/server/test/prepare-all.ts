import type { PoolClient } from "pg";
import type { TestDatabase } from "./database.ts";

/** Has connections yet to be made plan each statement once: the same work for less, where it is done ten thousand times. */
export function prepareAll({ pool }: TestDatabase): void {
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (statement: unknown, ...rest: unknown[]) => unknown;
    const named = (statement: unknown, ...rest: unknown[]) => query(withName(statement), ...rest);
    client.query = named as PoolClient["query"];
  });
}

const names = new Map<unknown, string>();

function withName(statement: unknown): unknown {
  if (typeof statement !== "object" || statement === null || !("text" in statement)) return statement;
  const { text } = statement;
  const name = names.get(text) ?? `statement ${names.size}`;
  names.set(text, name);
  return { ...statement, name };
}
