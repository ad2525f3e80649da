import type { Context } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { type Reader, wholeOrganization } from "../../store/whole-organization.ts";

/** What to read through: the key's project or, when asked for and allowed, all of its organization. */
export function readerOf({ db, principal }: Context, everyProject: boolean | undefined): Reader {
  if (everyProject !== true) return db;
  checkScope(principal.scopes, "organization:read");
  return wholeOrganization(db);
}
