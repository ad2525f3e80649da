import type { ApiKey, UpdateApiKeyParams } from "@platform/account";
import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { firstBeyond } from "../../http/request/check-scope.ts";
import { endTokensBeyond } from "../../keys/end-tokens-beyond.ts";
import { endTokens } from "../../keys/end-key.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { expectHeld } from "../expect-held.ts";
import { findKey, keyNotFound } from "./find-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Changes what is given, and takes from the key's tokens what the key no longer has. */
export async function updateApiKey(
  context: Context,
  { keyId, name, scopes, expiresAt }: UpdateApiKeyParams,
): Promise<ApiKey> {
  const { principal } = context;
  const home = await homeOf(context, apiKeys, keyId, "organization:write");
  const before = await findKey(home, keyId, "wait");
  if (scopes !== undefined) expectNarrower(before.scopes, scopes);
  const end = expiresAt == null ? expiresAt : new Date(expiresAt);
  // Whoever may not make such a key may not give it more time either.
  if (end !== undefined && isLater(end, before.expiresAt))
    expectHeld(principal, scopes ?? before.scopes, "expiresAt");
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(end === undefined ? {} : { expiresAt: end }),
  };
  const [row] = await home.update(apiKeys, changes, eq(apiKeys.id, keyId));
  if (end) await endTokens(home, keyId, end);
  if (scopes !== undefined) await endTokensBeyond(home, keyId, scopes);
  return toApiKey(row ?? keyNotFound(keyId));
}

function expectNarrower(held: readonly string[], wanted: readonly string[]): void {
  const beyond = firstBeyond(held, wanted);
  if (beyond < 0) return;
  const message = `The key does not have ${wanted[beyond]}, and is not given more. Make a new key for it.`;
  fail(403, "scope_not_narrower", message, { param: `scopes.${beyond}` });
}

/** `null` is never. */
const isLater = (end: Date | null, before: Date | null): boolean =>
  before !== null && (end === null || end > before);
