import type { Organization, UpdateOrganizationParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { organizations } from "../../store/schema/index.ts";
import { toOrganization } from "./to-organization.ts";

/** Renames the key's own organization. */
export async function updateOrganization(
  { db }: Context,
  { name }: UpdateOrganizationParams,
): Promise<Organization> {
  const [row] = await organizationOf(db).update(organizations, { name });
  return toOrganization(row);
}
