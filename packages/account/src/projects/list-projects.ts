import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Project } from "./project.ts";
import { listProjectsParams, project } from "./schemas.ts";

/** Which projects; all of them without a filter. */
export interface ListProjectsParams extends ListParams {
  status?: "active" | "archived" | undefined;
}

/**
 * Lists the organization's projects, newest first.
 *
 * @example
 * for await (const { id, name } of listProjects(client, { status: "active" })) console.log(id, name);
 */
export const listProjects: ListAction<ListProjectsParams, Project> = /* @__PURE__ */ defineList({
  name: "listProjects",
  route: "GET /v1/projects",
  params: listProjectsParams,
  item: project,
  scope: "organization:read",
});
