import type { Principal } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";

/** A 403 when one of these events tells of the organization and the key may not read that. */
export function expectReach({ scopes }: Principal, eventTypes: readonly string[]): void {
  if (eventTypes.some((type) => /^(project|member)\./.test(type))) checkScope(scopes, "organization:read");
}
