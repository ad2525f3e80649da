import { type Wire, wire } from "@platform/core";
import * as v from "@platform/core/wire";
import type { CreateWebhookParams } from "./create-webhook.ts";
import type { GetWebhookParams } from "./get-webhook.ts";
import type { EventType, ListEventTypesParams } from "./list-event-types.ts";
import type { ListWebhooksParams } from "./list-webhooks.ts";
import type { RotateWebhookSecretParams } from "./rotate-webhook-secret.ts";
import type { UpdateWebhookParams } from "./update-webhook.ts";
import type { CreatedWebhook, Webhook } from "./webhook.ts";

// Which there are, the server knows: a client may be older.
const eventTypes = () =>
  v.listOf(
    v.shaped(/^(\*|[a-z_]{1,32}\.[a-z_]{1,32})$/, 'write types like "api_key.created", or "*"'),
    50,
    "event types",
  );

export const createWebhookParams: Wire<CreateWebhookParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    url: v.text(2_048),
    eventTypes: eventTypes(),
    description: v.optional(v.text(255)),
  }),
);

export const updateWebhookParams: Wire<UpdateWebhookParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({
    webhookId: v.text(64),
    url: v.optional(v.text(2_048)),
    eventTypes: v.optional(eventTypes()),
    description: v.optional(v.nullable(v.text(255))),
    enabled: v.optional(v.boolean()),
  }),
);

export const listWebhooksParams: Wire<ListWebhooksParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const listEventTypesParams: Wire<ListEventTypesParams> = /* @__PURE__ */ wire(() =>
  v.strictObject(v.pageParams()),
);

export const webhookIdParams: Wire<GetWebhookParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ webhookId: v.text(64) }),
);

export const rotateWebhookSecretParams: Wire<RotateWebhookSecretParams> = /* @__PURE__ */ wire(() =>
  v.strictObject({ webhookId: v.text(64), overlapSeconds: v.optional(v.whole(0, 2_592_000)) }),
);

const shape = () => ({
  id: v.string(),
  url: v.string(),
  eventTypes: v.array(v.string()),
  description: v.nullable(v.string()),
  enabled: v.boolean(),
  disabledReason: v.nullable(v.oneOf(["gone", "failing"])),
  failingSince: v.nullable(v.timestamp()),
  secretCount: v.whole(0),
  createdAt: v.timestamp(),
  updatedAt: v.timestamp(),
});

export const webhook: Wire<Webhook> = /* @__PURE__ */ wire(() => v.object(shape()));

export const createdWebhook: Wire<CreatedWebhook> = /* @__PURE__ */ wire(() =>
  v.object({ ...shape(), secret: v.string() }),
);

export const eventType: Wire<EventType> = /* @__PURE__ */ wire(() =>
  v.object({ name: v.string(), description: v.string() }),
);
