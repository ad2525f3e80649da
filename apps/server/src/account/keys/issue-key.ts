import type { CreatedApiKey } from "@platform/account";
import { hashKey, keyPrefix, makeKeyText } from "../../keys/key-text.ts";
import { newId } from "../../store/new-id.ts";
import { apiKeys } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import { toApiKey } from "./to-api-key.ts";

/** Writes a new key of the project. Its text is in the answer and nowhere else. */
export async function issueKey(
  db: Tenant,
  wanted: Pick<Row<typeof apiKeys>, "name" | "scopes" | "memberId" | "expiresAt"> & { limitKeyId?: string },
): Promise<CreatedApiKey> {
  const key = makeKeyText();
  const row = { id: newId("key"), ...wanted, hash: hashKey(key), prefix: keyPrefix(key) };
  const [made] = await db.insert(apiKeys, row);
  if (made === undefined) throw new Error("The key was not stored.");
  return { ...toApiKey(made), key };
}
