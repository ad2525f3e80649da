import type { ApiKey, DeleteApiKeyParams } from "@platform/account";
import { and, eq, isNull } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { apiKeys } from "../store/schema/index.ts";
import { toApiKey } from "./to-api-key.ts";

/** Revokes a key; servers ask again within a second. */
export async function deleteApiKey({ db }: Context, { keyId }: DeleteApiKeyParams): Promise<ApiKey> {
  const inForce = and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt));
  const [row] = await db.update(apiKeys, { revokedAt: new Date() }, inForce);
  return row
    ? toApiKey(row)
    : fail(404, "key_not_found", `There is no key ${keyId} in force.`, { param: "keyId" });
}
