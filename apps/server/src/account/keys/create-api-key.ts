import type { CreateApiKeyParams, CreatedApiKey } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { expectHeld } from "../expect-held.ts";
import { emitEvent } from "../webhooks/emit-event.ts";
import { issueKey } from "./issue-key.ts";

/** Makes a key that may do no more than the one that asks. */
export async function createApiKey(
  { db, principal }: Context,
  { name, scopes, expiresAt }: CreateApiKeyParams,
): Promise<CreatedApiKey> {
  expectHeld(principal, scopes);
  const end = expiresAt === undefined ? null : new Date(expiresAt);
  const { key, ...shown } = await issueKey(db, { name, scopes, expiresAt: end });
  await emitEvent(db, { type: "api_key.created", data: shown });
  return { ...shown, key };
}
