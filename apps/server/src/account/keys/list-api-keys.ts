import type { ApiKey, ListApiKeysParams } from "@platform/account";
import { and, gt, isNull, or, sql } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { toApiKey } from "./to-api-key.ts";

/** The project's keys that are in force; tokens come and go too fast to be listed. */
export function listApiKeys({ db }: Context, params: ListApiKeysParams): Promise<PageResult<ApiKey>> {
  const inForce = and(
    isNull(apiKeys.revokedAt),
    isNull(apiKeys.parentId),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
  );
  return newestFirst(db, apiKeys, params, inForce, toApiKey);
}
