import { type Action, defineAction } from "@platform/core";
import type { Member, MemberRole } from "./member.ts";
import { createMemberParams, member } from "./schemas.ts";

/** Who it is, and what they may do. */
export interface CreateMemberParams {
  /** Nobody else's in the organization, small and capital letters being the same. */
  email: string;
  /** 1 to 255 characters. */
  name?: string | undefined;
  role: MemberRole;
  /** The only projects they may use, up to 100; an owner is not limited so. Default: all. */
  projectIds?: string[] | undefined;
}

/**
 * Adds a person to the organization. No mail is sent: `createApiKey` with their id makes the keys they act through.
 *
 * @throws {ConflictError} `member_exists`.
 * @throws {PermissionError} `scope_not_held` when the role may do more than the key that asks.
 * @throws {NotFoundError} `project_not_found`.
 * @throws {ValidationError} `owner_not_limited`.
 * @example
 * const { id: memberId } = await createMember(client, { email: "ada@example.com", role: "developer" });
 */
export const createMember: Action<CreateMemberParams, Member> = /* @__PURE__ */ defineAction({
  name: "createMember",
  route: "POST /v1/members",
  params: createMemberParams,
  result: member,
  scope: "organization:write",
  errors: ["member_exists", "scope_not_held", "project_not_found", "owner_not_limited"],
});
