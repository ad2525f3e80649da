import { type Action, defineAction } from "@platform/core";
import type { Project } from "./project.ts";
import { project, projectIdParams } from "./schemas.ts";

/** Which project. */
export interface GetProjectParams {
  /** `prj_…` */
  projectId: string;
}

/**
 * Reads a project of the organization, also an archived one.
 *
 * @throws {NotFoundError} `project_not_found`.
 * @example
 * const { name, status } = await getProject(client, { projectId });
 */
export const getProject: Action<GetProjectParams, Project> = /* @__PURE__ */ defineAction({
  name: "getProject",
  route: "GET /v1/projects/{projectId}",
  params: projectIdParams,
  result: project,
  scope: "organization:read",
  errors: ["project_not_found"],
});
