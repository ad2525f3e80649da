import type { Member, UpdateMemberParams } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { members } from "../../store/schema/index.ts";
import { asOfNow } from "../as-of-now.ts";
import { expectHeld } from "../expect-held.ts";
import { emitOrganizationEvent } from "../webhooks/emit-organization-event.ts";
import { expectProjects, expectUnlimited } from "./expect-projects.ts";
import { expectOtherOwner, lockMember, memberNotFound } from "./find-member.ts";
import { roles } from "./roles.ts";
import { toMember } from "./to-member.ts";

/** Changes what is given. Keys are left alone: what they may do is worked out from this row. */
export async function updateMember(
  context: Context,
  { memberId, ...given }: UpdateMemberParams,
): Promise<Member> {
  const all = organizationOf(context.db);
  const before = await lockMember(all, memberId);
  // After the wait: it may have been for a change of who asks.
  const principal = await asOfNow(context, "organization:write");
  const { name = before.name, role = before.role, projectIds = before.projectIds } = given;
  expectHeld(principal, roles[before.role], "memberId");
  expectHeld(principal, roles[role], "role");
  expectUnlimited(role, projectIds);
  // Those it has may have been archived meanwhile.
  if (given.projectIds) await expectProjects(all, given.projectIds);
  if (before.role === "owner" && role !== "owner") await expectOtherOwner(all, memberId);
  const changes = { name, role, projectIds, updatedAt: new Date() };
  const [row] = await all.update(members, changes, eq(members.id, memberId));
  const member = toMember(row ?? memberNotFound(memberId));
  await emitOrganizationEvent(all, { type: "member.updated", data: member });
  return member;
}
