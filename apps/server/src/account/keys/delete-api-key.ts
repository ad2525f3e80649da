import type { ApiKey, DeleteApiKeyParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { revokeKey } from "../../keys/revoke-key.ts";
import { emitEvent } from "../webhooks/emit-event.ts";
import { keyNotFound } from "./find-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Revokes a key and the tokens it made. */
export async function deleteApiKey(context: Context, { keyId }: DeleteApiKeyParams): Promise<ApiKey> {
  const home = await homeOf(context, apiKeys, keyId, "organization:write");
  const row = await revokeKey(home, keyId);
  const shown = toApiKey(row ?? keyNotFound(keyId));
  await emitEvent(home, { type: "api_key.deleted", data: shown });
  return shown;
}
