import { createHash } from "node:crypto";
import type { Context } from "../http/operation.ts";
import { newId } from "../store/new-id.ts";
import type { IndexRow } from "./find-index.ts";

/**
 * An id for a vector that came without. A request repeated with its idempotency key makes the same ids for the
 * same contents, so that it replaces what its first run had written when the server died.
 */
export function makeId(
  { idempotencyKey }: Pick<Context, "idempotencyKey">,
  index: IndexRow,
  at: number,
  input: object,
): string {
  if (idempotencyKey === undefined) return newId("vec");
  const source = JSON.stringify([index.id, idempotencyKey, at, input]);
  return `vec_${createHash("sha256").update(source).digest("hex").slice(0, 32)}`;
}
