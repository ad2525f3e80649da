import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateMemberParams } from "./create-member.ts";
import type { GetMemberParams } from "./get-member.ts";
import type { ListMembersParams } from "./list-members.ts";
import type { Member } from "./member.ts";
import type { UpdateMemberParams } from "./update-member.ts";

const role = () => v.oneOf(["owner", "admin", "developer", "billing", "auditor", "viewer"]);
const projectIds = () => v.listOf(v.text(64), 100, "projects");

export const createMemberParams: Wire<CreateMemberParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    // RFC 5321, 4.5.3.1: up to 64 characters before the @, and 254 in all.
    email: v.shaped(/^[^\s@]{1,64}@[^\s@]{1,189}$/, 'write an address like "ada@example.com"'),
    name: v.optional(v.text(255)),
    role: role(),
    projectIds: v.optional(projectIds()),
  }),
);

export const listMembersParams: Wire<ListMembersParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ ...v.pageParams(), role: v.optional(role()) }),
);

export const memberIdParams: Wire<GetMemberParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ memberId: v.text(64) }),
);

export const updateMemberParams: Wire<UpdateMemberParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    memberId: v.text(64),
    name: v.optional(v.nullable(v.text(255))),
    role: v.optional(role()),
    projectIds: v.optional(v.nullable(projectIds())),
  }),
);

export const member: Wire<Member> = /* @__PURE__ */ wire(() =>
  v.object({
    id: v.string(),
    email: v.string(),
    name: v.nullable(v.string()),
    role: role(),
    projectIds: v.nullable(v.array(v.string())),
    createdAt: v.timestamp(),
    updatedAt: v.timestamp(),
  }),
);
