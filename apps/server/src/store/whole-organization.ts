import { organizationOf } from "./organization.ts";
import type { Tenant } from "./tenant-types.ts";

/** What sums and reports are read through: a project's handle, or its whole organization's. */
export type Reader = Pick<Tenant, "pick">;

/**
 * All projects of the organization a handle belongs to, to read only. Whoever hands it on has asked for the scope
 * `organization:read`.
 */
export function wholeOrganization(handle: Tenant): Reader {
  const all = organizationOf(handle);
  return { pick: (table, fields, options) => all.pick(table, fields, options) };
}
