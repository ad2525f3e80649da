import { fail } from "../http/errors/http-error.ts";
import type { Principal } from "../http/operation.ts";
import { covers } from "../http/request/check-scope.ts";

/** A key can pass on only what it may do itself: else a 403 that names the first scope beyond. */
export function expectHeld(principal: Principal, scopes: readonly string[]): void {
  const beyond = scopes.findIndex((wanted) => !principal.scopes.some((granted) => covers(granted, wanted)));
  if (beyond < 0) return;
  fail(403, "scope_not_held", `A key cannot grant ${scopes[beyond]}, which it does not have itself.`, {
    param: `scopes.${beyond}`,
  });
}
