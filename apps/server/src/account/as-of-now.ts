import { eq } from "drizzle-orm";
import type { Context, Principal } from "../http/operation.ts";
import { keyInvalid, toPrincipal } from "../http/request/authenticate.ts";
import { checkScope } from "../http/request/check-scope.ts";
import { isInForce } from "../keys/key-finder.ts";
import { readKey } from "../keys/read-key.ts";
import { databaseBehind } from "../store/database-behind.ts";
import { apiKeys } from "../store/schema/index.ts";

/**
 * Who asks, as the database has them: a key or a role that is given lasts, so it is not given by what a server remembers
 * of a key that ended, or may do less, a moment ago.
 */
export async function asOfNow({ db, principal }: Context, scope: string): Promise<Principal> {
  const key = await readKey(databaseBehind(db), eq(apiKeys.id, principal.apiKeyId));
  if (key === undefined || !isInForce(key)) return keyInvalid();
  checkScope(key.scopes, scope);
  return toPrincipal(key);
}
