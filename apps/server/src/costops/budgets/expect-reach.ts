import type { Principal } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";

/** A 403 when a budget of the whole organization is made, changed or taken away by a key of one project. */
export function expectReach({ scopes }: Principal, organizationWide: boolean | undefined): void {
  if (organizationWide) checkScope(scopes, "organization:write");
}
