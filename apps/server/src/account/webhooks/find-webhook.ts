import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { webhooks } from "../../store/schema/index.ts";
import type { Row, SelectOptions, Tenant } from "../../store/tenant-types.ts";

/** The project's webhook, or a 404. */
export async function findWebhook(
  db: Tenant,
  webhookId: string,
  lock?: SelectOptions["lock"],
): Promise<Row<typeof webhooks>> {
  const [row] = await db.select(webhooks, { where: eq(webhooks.id, webhookId), lock });
  return row ?? webhookNotFound(webhookId);
}

export function webhookNotFound(webhookId: string): never {
  return fail(404, "webhook_not_found", `There is no webhook ${webhookId}.`, { param: "webhookId" });
}
