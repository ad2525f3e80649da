import type { ApiKey, DeleteApiKeyParams } from "@platform/account";
import { fail } from "../http/errors/http-error.ts";
import type { Context } from "../http/operation.ts";
import { revokeKey } from "../keys/revoke-key.ts";
import { toApiKey } from "./to-api-key.ts";
import { emitEvent } from "./webhooks/emit-event.ts";

/** Revokes a key and the tokens it made. */
export async function deleteApiKey({ db }: Context, { keyId }: DeleteApiKeyParams): Promise<ApiKey> {
  const row = await revokeKey(db, keyId);
  if (row === undefined) {
    return fail(404, "key_not_found", `There is no key ${keyId} in force.`, { param: "keyId" });
  }
  const shown = toApiKey(row);
  await emitEvent(db, { type: "api_key.deleted", data: shown });
  return shown;
}
