import type { Context } from "../../http/operation.ts";
import { ofProject } from "../../http/reach/of-project.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { type Reader, wholeOrganization } from "../../store/whole-organization.ts";

interface Reach {
  readonly projectId?: string | undefined;
  readonly everyProject?: boolean | undefined;
}

/** What to read through: the key's project or, when asked for and allowed, another or all of its organization. */
export async function readerOf(
  context: Pick<Context, "db" | "principal">,
  { projectId, everyProject }: Reach,
): Promise<Reader> {
  if (projectId !== undefined || everyProject !== true)
    return ofProject(context, projectId, "organization:read");
  checkScope(context.principal.scopes, "organization:read");
  return wholeOrganization(context.db);
}
