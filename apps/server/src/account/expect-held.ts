import { fail } from "../http/errors/http-error.ts";
import type { Principal } from "../http/operation.ts";
import { firstBeyond } from "../http/request/check-scope.ts";

/**
 * A key can pass on only what it may do itself: else a 403 that names the first scope beyond, and where it was asked
 * for; default: among the scopes.
 */
export function expectHeld(
  { scopes: held }: Pick<Principal, "scopes">,
  scopes: readonly string[],
  param?: string,
): void {
  const beyond = firstBeyond(held, scopes);
  if (beyond < 0) return;
  fail(403, "scope_not_held", `A key cannot grant ${scopes[beyond]}, which it does not have itself.`, {
    param: param ?? `scopes.${beyond}`,
  });
}
