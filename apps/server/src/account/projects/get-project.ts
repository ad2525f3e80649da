import type { GetProjectParams, Project } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { findProject } from "./find-project.ts";
import { toProject } from "./to-project.ts";

/** Reads one of the organization's projects. */
export async function getProject({ db }: Context, { projectId }: GetProjectParams): Promise<Project> {
  return toProject(await findProject(organizationOf(db), projectId));
}
