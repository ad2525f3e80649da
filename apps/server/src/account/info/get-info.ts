import type { Info } from "@platform/account";
import { eq } from "drizzle-orm";
import type { Context } from "../../http/operation.ts";
import { version } from "../../http/public/version.ts";
import { keyInvalid } from "../../http/request/authenticate.ts";
import { namesOf } from "../../store/names-of.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { domainStates } from "./domain-states.ts";

/** Says who asks, and what is served here. */
export async function getInfo(context: Context): Promise<Info> {
  const { db, principal } = context;
  const row = (await db.first(apiKeys, eq(apiKeys.id, principal.apiKeyId))) ?? keyInvalid();
  const { id, name, prefix, expiresAt } = row;
  const { memberId, scopes } = principal;
  return {
    version,
    ...(await namesOf(db)),
    key: { id, name, prefix, scopes: [...scopes], memberId, expiresAt: expiresAt?.toISOString() ?? null },
    domains: domainStates(context),
  };
}
