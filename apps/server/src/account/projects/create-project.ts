import type { CreateProjectParams, Project } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";
import { organizationOf } from "../../store/organization.ts";
import { projects } from "../../store/schema/index.ts";
import { emitOrganizationEvent } from "../webhooks/emit-organization-event.ts";
import { projectExists } from "./project-exists.ts";
import { toProject } from "./to-project.ts";

/** Makes a project; of two of one name at once, one is made. */
export async function createProject({ db }: Context, { name }: CreateProjectParams): Promise<Project> {
  const all = organizationOf(db);
  const [row] = await all.insert(projects, { id: newId("prj"), name }, { onConflict: "ignore" });
  const made = toProject(row ?? projectExists(name));
  await emitOrganizationEvent(all, { type: "project.created", data: made });
  return made;
}
