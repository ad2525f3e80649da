import { type Action, defineAction } from "@platform/core";
import type { Member, MemberRole } from "./member.ts";
import { member, updateMemberParams } from "./schemas.ts";

/** What to change; what is left out stays. */
export interface UpdateMemberParams {
  /** `mem_…` */
  memberId: string;
  /** 1 to 255 characters; `null` removes it. */
  name?: string | null | undefined;
  role?: MemberRole | undefined;
  /** All of the new ones, in place of the old ones; `null` for every project. */
  projectIds?: string[] | null | undefined;
}

/**
 * Changes a member. Their keys, tokens and tickets may do what the new role allows, and no more, within a second.
 *
 * @throws {NotFoundError} `member_not_found`, `project_not_found`.
 * @throws {PermissionError} `scope_not_held` when the old or the new role may do more than the key that asks.
 * @throws {ConflictError} `last_owner`.
 * @throws {ValidationError} `owner_not_limited`.
 * @example
 * await updateMember(client, { memberId, role: "viewer" });
 */
export const updateMember: Action<UpdateMemberParams, Member> = /* @__PURE__ */ defineAction({
  name: "updateMember",
  route: "PATCH /v1/members/{memberId}",
  params: updateMemberParams,
  result: member,
  scope: "organization:write",
  errors: ["member_not_found", "project_not_found", "scope_not_held", "last_owner", "owner_not_limited"],
});
