import type { ApiKey, GetApiKeyParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { homeOf } from "../../http/reach/home-of.ts";
import { apiKeys } from "../../store/schema/index.ts";
import { findKey } from "./find-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Reads a key of the project, or of any for who may reach it. */
export async function getApiKey(context: Context, { keyId }: GetApiKeyParams): Promise<ApiKey> {
  return toApiKey(await findKey(await homeOf(context, apiKeys, keyId, "organization:read"), keyId));
}
