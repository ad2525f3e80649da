import type { CreateApiKeyParams, CreatedApiKey } from "@platform/account";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { covers } from "../http/request/check-scope.ts";
import { hashKey, keyPrefix, makeKeyText } from "../keys/key-text.ts";
import { newId } from "../store/new-id.ts";
import { apiKeys } from "../store/schema/index.ts";
import { toApiKey } from "./to-api-key.ts";

/** Makes a key that may do no more than the one that asks. */
export async function createApiKey(
  { db, principal }: Context,
  params: CreateApiKeyParams,
): Promise<CreatedApiKey> {
  const { name, scopes } = params;
  const beyond = scopes.findIndex((wanted) => !principal.scopes.some((granted) => covers(granted, wanted)));
  if (beyond >= 0) {
    fail(403, "scope_not_held", `A key cannot grant ${scopes[beyond]}, which it does not have itself.`, {
      param: `scopes.${beyond}`,
    });
  }
  const key = makeKeyText();
  const expiresAt = params.expiresAt === undefined ? null : new Date(params.expiresAt);
  const row = { id: newId("key"), name, scopes, expiresAt, hash: hashKey(key), prefix: keyPrefix(key) };
  const [made] = await db.insert(apiKeys, row);
  if (made === undefined) throw new Error("The key was not stored.");
  return { ...toApiKey(made), key };
}
