import type { ApiKey, GetApiKeyParams } from "@platform/account";
import type { Context } from "../../http/operation.ts";
import { findKey } from "./find-key.ts";
import { toApiKey } from "./to-api-key.ts";

/** Reads one of the project's keys. */
export async function getApiKey({ db }: Context, { keyId }: GetApiKeyParams): Promise<ApiKey> {
  return toApiKey(await findKey(db, keyId));
}
