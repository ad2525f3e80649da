import type { CreateApiKeyParams, CreatedApiKey } from "@platform/account";
import type { Context } from "../http/operation.ts";
import { hashKey, keyPrefix, makeKeyText } from "../keys/key-text.ts";
import { newId } from "../store/new-id.ts";
import { apiKeys } from "../store/schema/index.ts";
import { expectHeld } from "./expect-held.ts";
import { toApiKey } from "./to-api-key.ts";
import { emitEvent } from "./webhooks/emit-event.ts";

/** Makes a key that may do no more than the one that asks. */
export async function createApiKey(
  { db, principal }: Context,
  params: CreateApiKeyParams,
): Promise<CreatedApiKey> {
  const { name, scopes } = params;
  expectHeld(principal, scopes);
  const key = makeKeyText();
  const expiresAt = params.expiresAt === undefined ? null : new Date(params.expiresAt);
  const row = { id: newId("key"), name, scopes, expiresAt, hash: hashKey(key), prefix: keyPrefix(key) };
  const [made] = await db.insert(apiKeys, row);
  if (made === undefined) throw new Error("The key was not stored.");
  const shown = toApiKey(made);
  await emitEvent(db, { type: "api_key.created", data: shown });
  return { ...shown, key };
}
