import { type Action, defineAction } from "@platform/core";
import type { Project } from "./project.ts";
import { createProjectParams, project } from "./schemas.ts";

/** What the project should be. */
export interface CreateProjectParams {
  /** 1 to 255 characters, of no other active project of the organization. */
  name: string;
}

/**
 * Makes a project in the organization. It has no key yet: `createApiKey` with its id makes one.
 *
 * @throws {ConflictError} `project_exists`.
 * @example
 * const { id: projectId } = await createProject(client, { name: "search" });
 */
export const createProject: Action<CreateProjectParams, Project> = /* @__PURE__ */ defineAction({
  name: "createProject",
  route: "POST /v1/projects",
  params: createProjectParams,
  result: project,
  scope: "organization:write",
  errors: ["project_exists"],
});
