import { type Action, defineAction } from "@platform/core";
import type { Organization } from "./organization.ts";
import { organization, updateOrganizationParams } from "./schemas.ts";

/** What to change. */
export interface UpdateOrganizationParams {
  /** 1 to 255 characters. */
  name: string;
}

/**
 * Renames the organization that the key belongs to.
 *
 * @example
 * await updateOrganization(client, { name: "Acme" });
 */
export const updateOrganization: Action<UpdateOrganizationParams, Organization> =
  /* @__PURE__ */ defineAction({
    name: "updateOrganization",
    route: "PATCH /v1/organization",
    params: updateOrganizationParams,
    result: organization,
    scope: "organization:write",
  });
