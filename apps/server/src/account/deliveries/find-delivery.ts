import { eq } from "drizzle-orm";
import { fail } from "../../http/errors/http-error.ts";
import { webhookDeliveries } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";

/** The project's delivery, or a 404. */
export async function findDelivery(db: Tenant, id: string): Promise<Row<typeof webhookDeliveries>> {
  const row = await db.first(webhookDeliveries, eq(webhookDeliveries.id, id));
  if (row) return row;
  return fail(404, "delivery_not_found", `There is no delivery ${id}.`, { param: "deliveryId" });
}
