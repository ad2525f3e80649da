import type { Project, UpdateProjectParams } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { projects } from "../../store/schema/index.ts";
import { sqlState } from "../../store/transaction.ts";
import { projectNotFound } from "./find-project.ts";
import { projectExists } from "./project-exists.ts";
import { toProject } from "./to-project.ts";

/** Renames a project. Whether the name is free, the index knows. */
export async function updateProject(
  { db }: Context,
  { projectId, name }: UpdateProjectParams,
): Promise<Project> {
  try {
    const [row] = await organizationOf(db).update(projects, { name }, eq(projects.id, projectId));
    return toProject(row ?? projectNotFound(projectId));
  } catch (error) {
    if (sqlState(error) === "23505") projectExists(name);
    throw error;
  }
}
