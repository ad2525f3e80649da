import { defineList, type ListAction, type ListParams } from "@platform/core";
import type { Member, MemberRole } from "./member.ts";
import { listMembersParams, member } from "./schemas.ts";

/** Which members; all of them without a filter. */
export interface ListMembersParams extends ListParams {
  role?: MemberRole | undefined;
}

/**
 * Lists the organization's members, newest first.
 *
 * @example
 * for await (const { email, role } of listMembers(client)) console.log(email, role);
 */
export const listMembers: ListAction<ListMembersParams, Member> = /* @__PURE__ */ defineList({
  name: "listMembers",
  route: "GET /v1/members",
  params: listMembersParams,
  item: member,
  scope: "organization:read",
});
