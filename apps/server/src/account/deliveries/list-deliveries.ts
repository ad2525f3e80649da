import type { Delivery, ListDeliveriesParams } from "@platform/account";
import { and, eq } from "drizzle-orm";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { webhookDeliveries as table } from "../../store/schema/index.ts";
import { toDelivery } from "./to-delivery.ts";

/** The project's deliveries, those that fit every filter. */
export function listDeliveries({ db }: Context, params: ListDeliveriesParams): Promise<PageResult<Delivery>> {
  const { webhookId, status, eventType } = params;
  const where = and(
    webhookId === undefined ? undefined : eq(table.webhookId, webhookId),
    status === undefined ? undefined : eq(table.status, status),
    eventType === undefined ? undefined : eq(table.eventType, eventType),
  );
  return newestFirst(db, table, params, where, toDelivery);
}
