import type { ApiKey, ListApiKeysParams } from "@platform/account";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { hasMember } from "../../keys/has-member.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { organizationOf } from "../../store/organization.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { findActiveProject } from "../projects/find-project.ts";
import { toApiKey } from "./to-api-key.ts";

/** Keys of a project that are in force; tokens come and go too fast to be listed. */
export async function listApiKeys(
  { db, principal }: Context,
  params: ListApiKeysParams,
): Promise<PageResult<ApiKey>> {
  const { projectId = principal.projectId, memberId } = params;
  const inForce = and(
    isNull(apiKeys.revokedAt),
    isNull(apiKeys.parentId),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
    hasMember(),
    memberId === undefined ? undefined : eq(apiKeys.memberId, memberId),
  );
  if (projectId === principal.projectId) return newestFirst(db, apiKeys, params, inForce, toApiKey);
  checkScope(principal.scopes, "organization:read");
  const all = organizationOf(db);
  await findActiveProject(all, projectId);
  const there = and(eq(apiKeys.projectId, projectId), inForce);
  return newestFirst(all, apiKeys, params, there, toApiKey);
}
