import type { DeleteMemberParams, Member } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { members } from "../../store/schema/index.ts";
import { asOfNow } from "../as-of-now.ts";
import { expectHeld } from "../expect-held.ts";
import { emitOrganizationEvent } from "../webhooks/emit-organization-event.ts";
import { expectOtherOwner, lockMember } from "./find-member.ts";
import { roles } from "./roles.ts";
import { toMember } from "./to-member.ts";

/** Removes a member. Keys that name them end by that: ids are never given again. */
export async function deleteMember(context: Context, { memberId }: DeleteMemberParams): Promise<Member> {
  const all = organizationOf(context.db);
  const before = await lockMember(all, memberId);
  // After the wait: it may have been for a change of who asks.
  const principal = await asOfNow(context, "organization:write");
  expectHeld(principal, roles[before.role], "memberId");
  if (before.role === "owner") await expectOtherOwner(all, memberId);
  await all.remove(members, eq(members.id, memberId));
  const gone = toMember(before);
  await emitOrganizationEvent(all, { type: "member.deleted", data: gone });
  return gone;
}
