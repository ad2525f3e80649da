import { and, eq } from "drizzle-orm";
import { databaseBehind } from "./database-behind.ts";
import { organizations, projects } from "./schema/index.ts";
import type { Tenant } from "./tenant-types.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the project and the organization that a handle is bound to are called; of no others. */
export async function namesOf(handle: Tenant): Promise<{ organization: Named; project: Named }> {
  const { organizationId, projectId } = handle.ids;
  const [names] = await databaseBehind(handle)
    .select({ organization: organizations.name, project: projects.name })
    .from(projects)
    .innerJoin(organizations, eq(organizations.id, projects.organizationId))
    .where(and(eq(projects.id, projectId), eq(projects.organizationId, organizationId)));
  if (names === undefined) throw new Error("The project of a key is not there.");
  return {
    organization: { id: organizationId, name: names.organization },
    project: { id: projectId, name: names.project },
  };
}
