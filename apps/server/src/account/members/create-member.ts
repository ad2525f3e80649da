import type { CreateMemberParams, Member } from "@platform/account";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { newId } from "../../store/new-id.ts";
import { organizationOf } from "../../store/organization.ts";
import { members } from "../../store/schema/index.ts";
import { asOfNow } from "../as-of-now.ts";
import { expectHeld } from "../expect-held.ts";
import { emitOrganizationEvent } from "../webhooks/emit-organization-event.ts";
import { expectProjects, expectUnlimited } from "./expect-projects.ts";
import { roles } from "./roles.ts";
import { toMember } from "./to-member.ts";

/** Adds a person, whose role may do no more than the key that asks. */
export async function createMember(
  context: Context,
  { email, name, role, projectIds }: CreateMemberParams,
): Promise<Member> {
  const principal = await asOfNow(context, "organization:write");
  const all = organizationOf(context.db);
  expectHeld(principal, roles[role], "role");
  expectUnlimited(role, projectIds ?? null);
  if (projectIds !== undefined) await expectProjects(all, projectIds);
  const emailKey = email.normalize("NFC").toLowerCase();
  const row = { id: newId("mem"), email, emailKey, name, role, projectIds };
  const [made] = await all.insert(members, row, { onConflict: "ignore" });
  const member = toMember(made ?? memberExists(email));
  await emitOrganizationEvent(all, { type: "member.created", data: member });
  return member;
}

function memberExists(email: string): never {
  const message = `${email} is a member already, in small or capital letters. Change that one with updateMember.`;
  return fail(409, "member_exists", message, { param: "email" });
}
