import { type Action, defineAction } from "@platform/core";
import type { Organization } from "./organization.ts";
import { getOrganizationParams, organization } from "./schemas.ts";

/** Nothing to say: it is the key's own. */
export interface GetOrganizationParams {}

/**
 * Reads the organization that the key belongs to.
 *
 * @example
 * const { name } = await getOrganization(client);
 */
export const getOrganization: Action<GetOrganizationParams, Organization> = /* @__PURE__ */ defineAction({
  name: "getOrganization",
  route: "GET /v1/organization",
  params: getOrganizationParams,
  result: organization,
  scope: "organization:read",
});
