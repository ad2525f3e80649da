import fc from "fast-check";
import { expect, test } from "vitest";
import { covers } from "../http/request/check-scope.ts";
import { intersectScopes } from "./intersect-scopes.ts";

const domains = ["account", "costops", "organization", "vectors"];
const plain = domains.flatMap((domain) => [`${domain}:read`, `${domain}:write`]);
const scope = fc.constantFrom("*", ...domains.map((domain) => `${domain}:*`), ...plain);
const scopes = fc.array(scope, { maxLength: 6 });

/** Every operation that a key of these scopes may call, one by one. */
const allows = (held: readonly string[]) => plain.filter((wanted) => held.some((one) => covers(one, wanted)));

test.each([
  [["*"], ["inference:*", "costops:read"], ["inference:*", "costops:read"]],
  [["vectors:*"], ["vectors:read"], ["vectors:read"]],
  [["vectors:read"], ["vectors:write"], []],
  [["vectors:*", "vectors:read"], ["*"], ["vectors:*"]],
  [["*"], ["*"], ["*"]],
  [[], ["*"], []],
])("%j and %j make %j", (some, others, both) => {
  expect(intersectScopes(some, others)).toEqual(both);
});

test("it allows what both allow, neither more nor less, and says nothing twice", () => {
  fc.assert(
    fc.property(scopes, scopes, (some, others) => {
      const both = intersectScopes(some, others);
      const wanted = allows(some).filter((one) => allows(others).includes(one));
      expect(allows(both)).toEqual(wanted);
      expect(allows(intersectScopes(others, some))).toEqual(wanted);
      // Domains to come are everything's too: only both together have them.
      expect(both.includes("*")).toBe(some.includes("*") && others.includes("*"));
      expect(both.filter((one) => both.some((other) => other !== one && covers(other, one)))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
