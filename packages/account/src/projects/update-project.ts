import { type Action, defineAction } from "@platform/core";
import type { Project } from "./project.ts";
import { project, updateProjectParams } from "./schemas.ts";

/** Which project, and what to change. */
export interface UpdateProjectParams {
  /** `prj_…` */
  projectId: string;
  /** As in `createProject`. */
  name: string;
}

/**
 * Renames a project.
 *
 * @throws {NotFoundError} `project_not_found`.
 * @throws {ConflictError} `project_exists`.
 * @example
 * await updateProject(client, { projectId, name: "search v2" });
 */
export const updateProject: Action<UpdateProjectParams, Project> = /* @__PURE__ */ defineAction({
  name: "updateProject",
  route: "PATCH /v1/projects/{projectId}",
  params: updateProjectParams,
  result: project,
  scope: "organization:write",
  errors: ["project_not_found", "project_exists"],
});
