import type { CreateTokenParams, Token } from "@platform/account";
import { eq } from "drizzle-orm";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { keyInvalid } from "../http/request/authenticate.ts";
import { isInForce } from "../keys/key-finder.ts";
import { hashKey, keyPrefix, makeKeyText } from "../keys/key-text.ts";
import { readKey } from "../keys/read-key.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { newId } from "../store/new-id.ts";
import { apiKeys } from "../store/schema/index.ts";
import { expectHeld } from "./expect-held.ts";

/** Makes a short-lived key that ends with the one that asks, and that can make no further keys. */
export async function createToken(
  { db, principal }: Context,
  { scopes, ttlSeconds = 600 }: CreateTokenParams,
): Promise<Token> {
  const reaching = scopes.findIndex((scope) => /^(\*|(account|organization):.*)$/.test(scope));
  if (reaching >= 0) {
    fail(
      400,
      "scope_not_for_tokens",
      `A token may not hold ${scopes[reaching]}: it reaches keys, or the organization.`,
      {
        param: `scopes.${reaching}`,
      },
    );
  }
  // As it is now, and until this is done: what ends or narrows it ends the tokens it has by then.
  const own = eq(apiKeys.id, principal.apiKeyId);
  await db.select(apiKeys, { where: own, lock: "wait" });
  const maker = await readKey(databaseBehind(db), own);
  if (maker === undefined || !isInForce(maker)) return keyInvalid();
  expectHeld(maker, scopes);
  const end = Math.min(Date.now() + ttlSeconds * 1_000, maker.expiresAt?.getTime() ?? Infinity);
  const token = makeKeyText("tok");
  await db.insert(apiKeys, {
    id: newId("key"),
    parentId: principal.apiKeyId,
    limitKeyId: maker.limitKeyId,
    memberId: maker.memberId,
    name: "token",
    scopes,
    expiresAt: new Date(end),
    hash: hashKey(token),
    prefix: keyPrefix(token),
  });
  return { token, scopes, expiresAt: new Date(end).toISOString() };
}
