import type { KeyRow } from "../../keys/create-key.ts";
import type { KeyFinder } from "../../keys/key-finder.ts";
import { fail } from "../errors/http-error.ts";
import type { Principal } from "../operation.ts";

const challenge = { headers: { "www-authenticate": "Bearer" } };
const fix = "Send it as `Authorization: Bearer <key>` or `X-API-Key: <key>`.";

/** Who sent this: the key's project, or a 401 that never repeats the key. */
export async function authenticate(headers: Headers, find: KeyFinder): Promise<Principal> {
  const key = keyOf(headers);
  if (key === undefined) return fail(401, "api_key_missing", `This needs an API key. ${fix}`, challenge);
  const row = await find(key);
  return toPrincipal(row ?? keyInvalid());
}

/** A 401: the key was never one, or is none any more. */
export function keyInvalid(): never {
  return fail(401, "api_key_invalid", `The API key is unknown, expired or revoked. ${fix}`, challenge);
}

/** Whoever a key stands for. */
export function toPrincipal(row: KeyRow): Principal {
  const { organizationId, projectId, id: apiKeyId, prefix: keyPrefix, memberId, scopes } = row;
  // Of tokens made before there were limits, the key that made them.
  const limitKeyId = row.limitKeyId ?? row.parentId ?? undefined;
  return { organizationId, projectId, apiKeyId, keyPrefix, memberId, scopes, limitKeyId };
}

/** Whoever calls an operation that needs no key. Owns nothing, pays nothing. */
export const nobody: Principal = {
  organizationId: "",
  projectId: "",
  apiKeyId: "",
  keyPrefix: "",
  memberId: null,
  scopes: [],
};

function keyOf(headers: Headers): string | undefined {
  const authorization = headers.get("authorization");
  if (authorization === null) return headers.get("x-api-key") ?? undefined;
  return authorization.replace(/^bearer\s+/i, "").trim() || undefined;
}
