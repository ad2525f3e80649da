import { fail } from "../errors/http-error.ts";

/** Whether a granted scope covers a wanted one: `*` stands for everything, `sandbox:*` for the domain. */
export function covers(granted: string, wanted: string): boolean {
  if (granted === "*" || granted === wanted) return true;
  return granted.endsWith(":*") && wanted.startsWith(granted.slice(0, -1));
}

/** Where the first wanted scope is that no granted one covers; -1 when there is none. */
export const firstBeyond = (granted: readonly string[], wanted: readonly string[]): number =>
  wanted.findIndex((scope) => !granted.some((one) => covers(one, scope)));

export function checkScope(scopes: readonly string[], wanted: string | null): void {
  if (wanted === null || scopes.some((granted) => covers(granted, wanted))) return;
  fail(403, "scope_missing", `This needs a key with the scope ${wanted}. Make one, or ask for it.`);
}
