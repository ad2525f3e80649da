import { type Action, defineAction } from "@platform/core";
import type { Member } from "./member.ts";
import { member, memberIdParams } from "./schemas.ts";

/** Which member. */
export interface GetMemberParams {
  /** `mem_…` */
  memberId: string;
}

/**
 * Reads a member of the organization.
 *
 * @throws {NotFoundError} `member_not_found`.
 * @example
 * const { role, projectIds } = await getMember(client, { memberId });
 */
export const getMember: Action<GetMemberParams, Member> = /* @__PURE__ */ defineAction({
  name: "getMember",
  route: "GET /v1/members/{memberId}",
  params: memberIdParams,
  result: member,
  scope: "organization:read",
  errors: ["member_not_found"],
});
