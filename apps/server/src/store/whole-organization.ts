import { and, eq, sql } from "drizzle-orm";
import type { SelectResultFields } from "drizzle-orm/query-builders/select.types";
import { buildSelect } from "./build-select.ts";
import { databaseBehind } from "./database-behind.ts";
import type { Tenant } from "./tenant-types.ts";

/** What sums and reports are read through: a project's handle, or its whole organization's. */
export type Reader = Pick<Tenant, "pick">;

/**
 * All projects of the organization a handle belongs to, to read only. Whoever hands it on has asked for the scope
 * `account:read`.
 */
export function wholeOrganization(handle: Tenant): Reader {
  const db = databaseBehind(handle);
  const { organizationId } = handle.ids;
  return {
    async pick(table, fields, options = {}) {
      const where = sql`${and(eq(table.organizationId, organizationId), options.where)}`;
      return (await buildSelect(db, table, fields, options, where)) as SelectResultFields<typeof fields>[];
    },
  };
}
