import type { CreateApiKeyParams, CreatedApiKey } from "@platform/account";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { databaseBehind } from "../../store/database-behind.ts";
import { organizationOf } from "../../store/organization.ts";
import { tenant } from "../../store/tenant.ts";
import { asOfNow } from "../as-of-now.ts";
import { expectHeld } from "../expect-held.ts";
import { mayUse } from "../members/roles.ts";
import { findActiveProject } from "../projects/find-project.ts";
import { emitEvent } from "../webhooks/emit-event.ts";
import { expectPassable } from "./expect-passable.ts";
import { issueKey } from "./issue-key.ts";

/** Makes a key that may do no more than the one that asks. */
export async function createApiKey(context: Context, params: CreateApiKeyParams): Promise<CreatedApiKey> {
  const { db } = context;
  const principal = await asOfNow(context, "account:write");
  const { name, scopes, expiresAt, projectId = principal.projectId } = params;
  const { memberId = principal.memberId } = params;
  const all = organizationOf(db);
  expectHeld(principal, scopes);
  if (projectId !== principal.projectId) {
    checkScope(principal.scopes, "organization:write");
    await findActiveProject(all, projectId);
  }
  const member = await expectPassable(all, principal, memberId);
  if (member !== null && !mayUse(member, projectId)) {
    const message = `${memberId} may not use ${projectId}. Give them the project with updateMember first.`;
    fail(409, "project_not_allowed", message, { param: "memberId" });
  }
  const home = tenant(databaseBehind(db), { ...all.ids, projectId });
  const end = expiresAt === undefined ? null : new Date(expiresAt);
  const { key, ...shown } = await issueKey(home, { name, scopes, memberId, expiresAt: end });
  await emitEvent(home, { type: "api_key.created", data: shown });
  return { ...shown, key };
}
