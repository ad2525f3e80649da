import type { GetLimitsParams, Limits } from "@platform/account";
import { limitKeyOf } from "../../http/limits/limiter.ts";
import type { Context } from "../../http/operation.ts";
import { checkScope } from "../../http/request/check-scope.ts";
import { toPrincipal } from "../../http/request/authenticate.ts";
import { findKey } from "../keys/find-key.ts";
import { readLimits } from "./read-limits.ts";

/** Reads what applies to the key that asks, or to another one of the project. */
export async function getLimits(context: Context, { keyId }: GetLimitsParams): Promise<Limits> {
  const { db, principal } = context;
  const own = principal.apiKeyId;
  if (keyId === undefined || keyId === own) return readLimits(context, own, limitKeyOf(principal));
  checkScope(principal.scopes, "account:read");
  return readLimits(context, keyId, limitKeyOf(toPrincipal(await findKey(db, keyId))));
}
