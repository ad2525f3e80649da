import type { Organization } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { organizations } from "../../store/schema/index.ts";
import { toOrganization } from "./to-organization.ts";

/** Reads the key's own organization. */
export async function getOrganization({ db }: Context): Promise<Organization> {
  return toOrganization(await organizationOf(db).first(organizations));
}
