import type { Principal } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import type { Organization } from "../../store/organization.ts";
import { expectHeld } from "../expect-held.ts";
import { findMember } from "../members/find-member.ts";
import { roles } from "../members/roles.ts";
import type { MemberRow } from "../members/to-member.ts";

/**
 * Whether a key that asks may come by the text of one that is this member's, or nobody's: of its own member always, of
 * others with `organization:write`, and never of one who may do more: it could act in their name.
 */
export async function expectPassable(
  all: Organization,
  principal: Principal,
  memberId: string | null,
): Promise<MemberRow | null> {
  if (memberId !== principal.memberId) checkScope(principal.scopes, "organization:write");
  if (memberId === null) return null;
  const member = await findMember(all, memberId);
  if (memberId !== principal.memberId) expectHeld(principal, roles[member.role], "memberId");
  return member;
}
