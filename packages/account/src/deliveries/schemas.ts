import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { Delivery, DeliveryDetail } from "./delivery.ts";
import type { GetDeliveryParams } from "./get-delivery.ts";
import type { ListDeliveriesParams } from "./list-deliveries.ts";

const status = () => v.oneOf(["pending", "succeeded", "failed"]);

export const listDeliveriesParams: Wire<ListDeliveriesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    ...v.pageParams(),
    webhookId: v.optional(v.text(64)),
    status: v.optional(status()),
    eventType: v.optional(v.text(65)),
  }),
);

export const deliveryIdParams: Wire<GetDeliveryParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ deliveryId: v.text(64) }),
);

const shape = () => ({
  id: v.string(),
  webhookId: v.string(),
  eventId: v.string(),
  eventType: v.string(),
  status: status(),
  attemptCount: v.whole(0),
  nextAttemptAt: v.nullable(v.timestamp()),
  createdAt: v.timestamp(),
  endedAt: v.nullable(v.timestamp()),
});

const errors = [
  "timeout",
  "connection_failed",
  "tls_failed",
  "name_not_found",
  "address_refused",
  "webhook_disabled",
  "webhook_deleted",
] as const;

const attempt = () =>
  v.object({
    startedAt: v.timestamp(),
    status: v.nullable(v.whole(100, 599)),
    durationMs: v.whole(0),
    error: v.nullable(v.oneOf(errors)),
    answer: v.nullable(v.string()),
  });

export const delivery: Wire<Delivery> = /* @__PURE__ */ wire(() => v.object(shape()));

export const deliveryDetail: Wire<DeliveryDetail> = /* @__PURE__ */ wire(() =>
  v.object({ ...shape(), payload: v.string(), attempts: v.array(attempt()) }),
);
