import { type Action, defineAction } from "@platform/core";
import type { GetProjectParams } from "./get-project.ts";
import type { Project } from "./project.ts";
import { project, projectIdParams } from "./schemas.ts";

/** Which project. */
export interface ArchiveProjectParams extends GetProjectParams {}

/**
 * Ends a project for good: its keys, tokens and tickets stop working within a second, and its webhooks are sent nothing
 * more. What it cost and its audit log stay with the organization; its name becomes free. An archived one stays as it is.
 *
 * @throws {NotFoundError} `project_not_found`.
 * @throws {ConflictError} `project_in_use` for the project of the key that asks; `project_busy` while sandboxes run or
 * tasks are unfinished in it.
 * @example
 * const { archivedAt } = await archiveProject(client, { projectId });
 */
export const archiveProject: Action<ArchiveProjectParams, Project> = /* @__PURE__ */ defineAction({
  name: "archiveProject",
  route: "POST /v1/projects/{projectId}/archive",
  params: projectIdParams,
  result: project,
  scope: "organization:write",
  errors: ["project_not_found", "project_in_use", "project_busy"],
});
