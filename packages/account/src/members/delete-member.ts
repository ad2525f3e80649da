import { type Action, defineAction } from "@platform/core";
import type { GetMemberParams } from "./get-member.ts";
import type { Member } from "./member.ts";
import { member, memberIdParams } from "./schemas.ts";

/** Which member. */
export interface DeleteMemberParams extends GetMemberParams {}

/**
 * Removes a member. Their keys, tokens and tickets stop working within a second, for good.
 *
 * @throws {NotFoundError} `member_not_found`.
 * @throws {PermissionError} `scope_not_held` when their role may do more than the key that asks.
 * @throws {ConflictError} `last_owner`.
 * @example
 * await deleteMember(client, { memberId });
 */
export const deleteMember: Action<DeleteMemberParams, Member> = /* @__PURE__ */ defineAction({
  name: "deleteMember",
  route: "DELETE /v1/members/{memberId}",
  params: memberIdParams,
  result: member,
  scope: "organization:write",
  errors: ["member_not_found", "scope_not_held", "last_owner"],
});
