import { and, eq, isNull } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Organization } from "../../store/organization.ts";
import type { SelectOptions } from "../../store/handle-types.ts";
import { projects } from "../../store/schema/index.ts";
import type { ProjectRow } from "./to-project.ts";

/** The organization's project, or a 404. */
export async function findProject(
  all: Organization,
  projectId: string,
  lock?: SelectOptions["lock"],
): Promise<ProjectRow> {
  const [row] = await all.select(projects, { where: eq(projects.id, projectId), lock });
  return row ?? projectNotFound(projectId);
}

/** The same of one that is not archived. */
export async function findActiveProject(all: Organization, projectId: string): Promise<ProjectRow> {
  const row = await all.first(projects, and(eq(projects.id, projectId), isNull(projects.archivedAt)));
  return row ?? projectNotFound(projectId);
}

export function projectNotFound(projectId: string, param = "projectId"): never {
  return fail(404, "project_not_found", `There is no project ${projectId} here.`, { param });
}
