import { and, eq, isNull } from "drizzle-orm";
import { databaseBehind } from "../../store/database-behind.ts";
import { organizationOf } from "../../store/organization.ts";
import { projects } from "../../store/schema/index.ts";
import { tenant } from "../../store/tenant.ts";
import type { Tenant } from "../../store/tenant-types.ts";
import { fail } from "../errors/http-error.ts";
import type { Context } from "../operation.ts";
import { checkScope } from "../request/check-scope.ts";

/** The project that is meant: the key's own, or another of its organization, for keys that may reach beyond theirs. */
export async function ofProject(
  { db, principal }: Pick<Context, "db" | "principal">,
  projectId: string | undefined,
  scope: "organization:read" | "organization:write",
): Promise<Tenant> {
  if (projectId === undefined || projectId === principal.projectId) return db;
  checkScope(principal.scopes, scope);
  // What is archived can be read, and nothing more.
  const active = scope === "organization:write" ? isNull(projects.archivedAt) : undefined;
  const found = await organizationOf(db).first(projects, and(eq(projects.id, projectId), active));
  if (found) return tenant(databaseBehind(db), { organizationId: found.organizationId, projectId });
  return fail(404, "project_not_found", `There is no project ${projectId} here.`, { param: "projectId" });
}
