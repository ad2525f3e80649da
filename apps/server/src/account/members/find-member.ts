import { and, eq, ne } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Organization } from "../../store/organization.ts";
import { members, organizations } from "../../store/schema/index.ts";
import type { MemberRow } from "./to-member.ts";

/** The organization's member, or a 404. */
export async function findMember(all: Organization, memberId: string): Promise<MemberRow> {
  return (await all.first(members, eq(members.id, memberId))) ?? memberNotFound(memberId);
}

/**
 * The same, to change or remove. One at a time for each organization: two last owners must not both see the other one.
 */
export async function lockMember(all: Organization, memberId: string): Promise<MemberRow> {
  await all.select(organizations, { lock: "wait" });
  return findMember(all, memberId);
}

/** A 409 unless the organization has an owner besides this member. Only after `lockMember`. */
export async function expectOtherOwner(all: Organization, memberId: string): Promise<void> {
  const others = await all.count(members, and(eq(members.role, "owner"), ne(members.id, memberId)));
  if (others > 0) return;
  const message = `${memberId} is the only owner. Make another member an owner first.`;
  fail(409, "last_owner", message, { param: "memberId" });
}

export function memberNotFound(memberId: string): never {
  return fail(404, "member_not_found", `There is no member ${memberId} here.`, { param: "memberId" });
}
