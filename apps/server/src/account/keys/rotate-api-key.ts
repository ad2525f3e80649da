import type { CreatedApiKey, RotateApiKeyParams } from "@platform/account";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { endKey } from "../../keys/end-key.ts";
import { revokeKey } from "../../keys/revoke-key.ts";
import { organizationOf } from "../../store/organization.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { asOfNow } from "../as-of-now.ts";
import { expectHeld } from "../expect-held.ts";
import { emitEvent } from "../webhooks/emit-event.ts";
import { expectPassable } from "./expect-passable.ts";
import { findKey, keyNotFound } from "./find-key.ts";
import { issueKey } from "./issue-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Makes the key's successor; the old one and its tokens end when the overlap is over. */
export async function rotateApiKey(
  context: Context,
  { keyId, overlapSeconds = 86_400 }: RotateApiKeyParams,
): Promise<CreatedApiKey> {
  const principal = await asOfNow(context, "account:write");
  const home = await homeOf({ ...context, principal }, apiKeys, keyId, "organization:write");
  // Waits for another rotation of it: a key has one successor.
  const before = await findKey(home, keyId, "wait");
  const { name, scopes, memberId, createdAt, expiresAt, replacedBy, limitKeyId } = before;
  if (replacedBy !== null) {
    const fix = "Rotate that one, or make a new key.";
    fail(409, "key_replaced", `${keyId} was replaced by ${replacedBy}. ${fix}`, { param: "keyId" });
  }
  // Its text is in the answer: without this, a key could make itself one that may do more. Its own successor may not.
  if (keyId !== principal.apiKeyId) {
    await expectPassable(organizationOf(context.db), principal, memberId);
    expectHeld(principal, scopes, "keyId");
  }
  const now = Date.now();
  const end = expiresAt && new Date(now + expiresAt.getTime() - createdAt.getTime());
  const kept = { name, scopes, memberId, limitKeyId: limitKeyId ?? keyId };
  const made = await issueKey(home, { ...kept, expiresAt: end });
  await home.update(apiKeys, { replacedBy: made.id }, eq(apiKeys.id, keyId));
  const old =
    overlapSeconds === 0
      ? await revokeKey(home, keyId)
      : await endKey(home, keyId, new Date(now + overlapSeconds * 1_000));
  await emitEvent(home, { type: "api_key.rotated", data: toApiKey(old ?? keyNotFound(keyId)) });
  return made;
}
