import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateProjectParams } from "./create-project.ts";
import type { GetProjectParams } from "./get-project.ts";
import type { ListProjectsParams } from "./list-projects.ts";
import type { Project } from "./project.ts";
import type { UpdateProjectParams } from "./update-project.ts";

const status = () => v.oneOf(["active", "archived"]);

export const createProjectParams: Wire<CreateProjectParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ name: v.text(255) }),
);

export const listProjectsParams: Wire<ListProjectsParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), status: v.optional(status()) }),
);

export const projectIdParams: Wire<GetProjectParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ projectId: v.text(64) }),
);

export const updateProjectParams: Wire<UpdateProjectParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ projectId: v.text(64), name: v.text(255) }),
);

export const project: Wire<Project> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    name: v.string(),
    status: status(),
    createdAt: v.timestamp(),
    archivedAt: v.nullable(v.timestamp()),
  }),
);
