import type { ApiKey, DeleteApiKeyParams } from "@platform/account";
import { and, eq, isNull, or } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { apiKeys } from "../store/schema/index.ts";
import { toApiKey } from "./to-api-key.ts";

/** Revokes a key and the tokens it made; servers ask again within a second. */
export async function deleteApiKey({ db }: Context, { keyId }: DeleteApiKeyParams): Promise<ApiKey> {
  const itself = and(eq(apiKeys.id, keyId), isNull(apiKeys.parentId));
  const inForce = and(or(itself, eq(apiKeys.parentId, keyId)), isNull(apiKeys.revokedAt));
  const revoked = await db.update(apiKeys, { revokedAt: new Date() }, inForce);
  const row = revoked.find(({ id }) => id === keyId);
  return row
    ? toApiKey(row)
    : fail(404, "key_not_found", `There is no key ${keyId} in force.`, { param: "keyId" });
}
