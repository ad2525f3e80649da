import type { ListMembersParams, Member } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { organizationOf } from "../../store/organization.ts";
import { members } from "../../store/schema/index.ts";
import { toMember } from "./to-member.ts";

/** The organization's members. */
export function listMembers({ db }: Context, params: ListMembersParams): Promise<PageResult<Member>> {
  const where = params.role && eq(members.role, params.role);
  return newestFirst(organizationOf(db), members, params, where, toMember);
}
