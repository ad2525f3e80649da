import { and, eq, type SQL } from "drizzle-orm";
import { mayUse, scopesOf } from "../account/members/roles.ts";
import type { Database } from "../store/database.ts";
import { apiKeys, members, projects } from "../store/schema/index.ts";
import type { KeyRow } from "./create-key.ts";
import { intersectScopes } from "./intersect-scopes.ts";

/**
 * A key, token or task's key as it stands at this moment: with what its member's role leaves of its scopes, and as
 * revoked when its project was archived, its member is gone, or may not use the project. The one place where that is
 * worked out: the row itself is never changed for it.
 */
export async function readKey(db: Database, where: SQL): Promise<KeyRow | undefined> {
  const whose = and(eq(members.id, apiKeys.memberId), eq(members.organizationId, apiKeys.organizationId));
  const [found] = await db
    .select({ key: apiKeys, archivedAt: projects.archivedAt, member: members })
    .from(apiKeys)
    .leftJoin(projects, eq(projects.id, apiKeys.projectId))
    .leftJoin(members, whose)
    .where(where);
  if (found === undefined) return undefined;
  const { key, archivedAt, member } = found;
  const revokedAt = key.revokedAt ?? archivedAt;
  if (key.memberId === null) return { ...key, revokedAt };
  if (member === null || !mayUse(member, key.projectId))
    return { ...key, revokedAt: revokedAt ?? new Date() };
  return { ...key, revokedAt, scopes: intersectScopes(key.scopes, scopesOf(member)) };
}
