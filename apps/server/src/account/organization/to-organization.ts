import type { Organization } from "@platform/account";
import type { organizations } from "../../store/schema/index.ts";

/** A row as the contract shows it. A key has an organization, so the row is there. */
export function toOrganization(row: typeof organizations.$inferSelect | undefined): Organization {
  if (row === undefined) throw new Error("The key's organization is not there.");
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString() };
}
