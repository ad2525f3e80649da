import type { GetMemberParams, Member } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { organizationOf } from "../../store/organization.ts";
import { findMember } from "./find-member.ts";
import { toMember } from "./to-member.ts";

/** Reads one of the organization's members. */
export async function getMember({ db }: Context, { memberId }: GetMemberParams): Promise<Member> {
  return toMember(await findMember(organizationOf(db), memberId));
}
