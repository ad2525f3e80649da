import type { ListProjectsParams, Project } from "@platform/account";
import { isNotNull, isNull } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { organizationOf } from "../../store/organization.ts";
import { projects } from "../../store/schema/index.ts";
import { toProject } from "./to-project.ts";

const having = {
  active: isNull(projects.archivedAt),
  archived: isNotNull(projects.archivedAt),
};

/** The organization's projects. */
export function listProjects({ db }: Context, params: ListProjectsParams): Promise<PageResult<Project>> {
  const where = params.status && having[params.status];
  return newestFirst(organizationOf(db), projects, params, where, toProject);
}
