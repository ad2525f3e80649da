import type { MemberRole } from "@platform/account";
import { intersectScopes } from "../../keys/intersect-scopes.ts";

/** What lies within one project. */
const withinProjects = ["account:*", "costops:*", "inference:*", "sandbox:*", "tasks:*", "vectors:*"];
const reading = [...withinProjects, "organization:*"].map((scope) => scope.replace("*", "read"));

/** What the keys of a member may do at most. The page `organizations.md` of the package has the same table. */
export const roles: Readonly<Record<MemberRole, readonly string[]>> = {
  owner: ["*"],
  // Not `*`: whoever has that may make owners.
  admin: [...withinProjects, "organization:*"],
  developer: ["inference:*", "sandbox:*", "tasks:*", "vectors:*", "costops:read", "account:read"],
  billing: ["costops:*", ...reading.filter((scope) => scope !== "costops:read")],
  auditor: ["account:read", "costops:read", "organization:read"],
  viewer: reading,
};

/** The same of one member: who may use only some projects reaches nothing of the organization. */
export function scopesOf({ role, projectIds }: MemberStanding): readonly string[] {
  return projectIds === null ? roles[role] : intersectScopes(roles[role], withinProjects);
}

/** Whether a member may use a project. */
export const mayUse = ({ projectIds }: MemberStanding, projectId: string): boolean =>
  projectIds === null || projectIds.includes(projectId);

export interface MemberStanding {
  readonly role: MemberRole;
  readonly projectIds: readonly string[] | null;
}
