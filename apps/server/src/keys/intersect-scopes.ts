import { covers } from "../http/request/check-scope.ts";

/** What both lists of scopes cover, each scope once, and none that another one covers. */
export function intersectScopes(some: readonly string[], others: readonly string[]): string[] {
  // Of two scopes one covers the other, or nothing is covered by both.
  const both = some.flatMap((one) =>
    others.flatMap((other) => (covers(one, other) ? [other] : covers(other, one) ? [one] : [])),
  );
  const each = [...new Set(both)];
  return each.filter((scope) => !each.some((wider) => wider !== scope && covers(wider, scope)));
}
