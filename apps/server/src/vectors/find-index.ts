import { eq, or } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import { vectorIndexes } from "../store/schema/index.ts";
import type { Row, Tenant } from "../store/tenant-types.ts";

export type IndexRow = Row<typeof vectorIndexes>;

/** What ids and names look like; anything else is not worth a query. */
const shape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/** The index of this id, or else of this name. */
export async function findIndex(db: Tenant, idOrName: string): Promise<IndexRow> {
  if (!shape.test(idOrName)) indexNotFound(idOrName);
  const where = or(eq(vectorIndexes.id, idOrName), eq(vectorIndexes.name, idOrName));
  const found = await db.select(vectorIndexes, { where });
  return found.find(({ id }) => id === idOrName) ?? found[0] ?? indexNotFound(idOrName);
}

/** Ends the request with 404. */
export function indexNotFound(idOrName: string): never {
  return fail(404, "index_not_found", `There is no index ${idOrName} in this project. Make it first.`, {
    param: "index",
  });
}
