import { fail } from "../errors/http-error.ts";

/** Whether a granted scope covers a wanted one: `*` stands for everything, `sandbox:*` for the domain. */
export function covers(granted: string, wanted: string): boolean {
  if (granted === "*" || granted === wanted) return true;
  return granted.endsWith(":*") && wanted.startsWith(granted.slice(0, -1));
}

/** Where the first wanted scope is that no granted one covers; -1 when there is none. */
export const firstBeyond = (granted: readonly string[], wanted: readonly string[]): number =>
  wanted.findIndex((scope) => !granted.some((one) => covers(one, scope)));

/** What every key may do, whatever its scopes: ask about itself. It is granted to nobody. */
export const anyKey = "account:self";

/** Whether a key of these scopes may do what needs the wanted one. */
export const holds = (scopes: readonly string[], wanted: string | null): boolean =>
  wanted === null || wanted === anyKey || scopes.some((granted) => covers(granted, wanted));

export function checkScope(scopes: readonly string[], wanted: string | null): void {
  if (holds(scopes, wanted)) return;
  fail(403, "scope_missing", `This needs a key with the scope ${wanted}. Make one, or ask for it.`);
}
