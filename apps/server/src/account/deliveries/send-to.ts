import type { Delivery } from "@platform/account";
import { fail } from "../../http/errors/http-error.ts";
import type { webhooks } from "../../store/schema/index.ts";
import type { Row, Tenant } from "../../store/tenant-types.ts";
import { writeDeliveries } from "../webhooks/emit-event.ts";
import { toDelivery } from "./to-delivery.ts";

/** Sends one event to one webhook, or tells that it is disabled. */
export async function sendTo(
  db: Tenant,
  { id, enabled }: Row<typeof webhooks>,
  event: { readonly eventId: string; readonly eventType: string },
): Promise<Delivery> {
  if (!enabled) {
    const fix = `Enable it first: PATCH /v1/webhooks/${id} with {"enabled":true}.`;
    fail(409, "webhook_disabled", `The webhook ${id} is disabled. ${fix}`);
  }
  const [row] = await writeDeliveries(db, id, [event]);
  if (row === undefined) throw new Error("The delivery was not stored.");
  return toDelivery(row);
}
