import type { ApiKey, DeleteApiKeyParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { revokeKey } from "../../keys/revoke-key.ts";
import { emitEvent } from "../webhooks/emit-event.ts";
import { keyNotFound } from "./find-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Revokes a key and the tokens it made. */
export async function deleteApiKey({ db }: Context, { keyId }: DeleteApiKeyParams): Promise<ApiKey> {
  const row = await revokeKey(db, keyId);
  const shown = toApiKey(row ?? keyNotFound(keyId));
  await emitEvent(db, { type: "api_key.deleted", data: shown });
  return shown;
}
