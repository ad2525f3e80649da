import type { MemberRole } from "@platform/account";
import { and, inArray, isNull } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Organization } from "../../store/organization.ts";
import { projects } from "../../store/schema/index.ts";
import { projectNotFound } from "../projects/find-project.ts";

/** A 404 that names the first of these that is no active project of the organization. */
export async function expectProjects(all: Organization, projectIds: readonly string[]): Promise<void> {
  const where = and(inArray(projects.id, [...projectIds]), isNull(projects.archivedAt));
  const known = await all.pick(projects, { id: projects.id }, { where });
  const at = projectIds.findIndex((projectId) => !known.some(({ id }) => id === projectId));
  if (at >= 0) projectNotFound(projectIds[at] ?? "", `projectIds.${at}`);
}

/** A 400 for an owner of some projects only: owners answer for the whole organization. */
export function expectUnlimited(role: MemberRole, projectIds: readonly string[] | null): void {
  if (role !== "owner" || projectIds === null) return;
  const message = "An owner may use every project. Leave projectIds out, send null, or choose another role.";
  fail(400, "owner_not_limited", message, { param: "projectIds" });
}
