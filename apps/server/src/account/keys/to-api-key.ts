import type { ApiKey } from "@platform/account";
import type { apiKeys } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";

/** A row as the contract shows it: nothing of the key but its beginning. */
export const toApiKey = (row: Row<typeof apiKeys>): ApiKey => ({
  id: row.id,
  name: row.name,
  projectId: row.projectId,
  memberId: row.memberId,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  replacedBy: row.replacedBy,
});
