import type { Webhook } from "@platform/account";
import type { webhooks } from "../../store/schema/index.ts";
import type { Row } from "../../store/tenant-types.ts";
import { inForce } from "./secrets.ts";

/** A row as the contract shows it: nothing of the secrets but their number. */
export const toWebhook = (row: Row<typeof webhooks>): Webhook => ({
  id: row.id,
  url: row.url,
  eventTypes: row.eventTypes,
  description: row.description,
  enabled: row.enabled,
  disabledReason: row.disabledReason,
  failingSince: row.failingSince?.toISOString() ?? null,
  secretCount: inForce(row.secrets).length,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
