import type { DeliveryAttempt } from "@platform/account";
import { boolean, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, owner } from "./columns.ts";

/** A secret has to be read to sign with, so it is kept as it is. */
export interface WebhookSecret {
  /** `whsec_…` */
  readonly secret: string;
  /** When it stops signing, ISO 8601; `null` for the newest. */
  readonly endsAt: string | null;
}

export const webhooks = pgTable(
  "webhooks",
  {
    id: text("id").primaryKey(),
    ...owner(),
    url: text("url").notNull(),
    eventTypes: text("event_types").array().notNull(),
    description: text("description"),
    enabled: boolean("enabled").notNull().default(true),
    disabledReason: text("disabled_reason", { enum: ["gone", "failing"] }),
    failingSince: moment("failing_since"),
    secrets: jsonb("secrets").$type<readonly WebhookSecret[]>().notNull(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [index("webhooks_project").on(table.organizationId, table.projectId, table.id)],
);

/** What happened, for those webhooks that were to be told. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    /** The receiver's `webhook-id`. */
    id: text("id").primaryKey(),
    ...owner(),
    type: text("type").notNull(),
    /** The body to the byte: it is signed. */
    payload: text("payload").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("webhook_events_age").on(table.createdAt)],
);

export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: text("id").primaryKey(),
    ...owner(),
    // No reference: an event must not fail because a webhook was deleted beside it.
    webhookId: text("webhook_id").notNull(),
    eventId: text("event_id")
      .notNull()
      .references(() => webhookEvents.id, { onDelete: "cascade" }),
    eventType: text("event_type").notNull(),
    status: text("status", { enum: ["pending", "succeeded", "failed"] })
      .notNull()
      .default("pending"),
    attempts: jsonb("attempts").$type<readonly DeliveryAttempt[]>().notNull().default([]),
    attemptCount: integer("attempt_count").notNull().default(0),
    /** When it is due. While a server sends it: when that server's lease ends. */
    nextAttemptAt: moment("next_attempt_at").defaultNow(),
    /** Who sends it, anew for each try: a server that lost its lease can write nothing. */
    lease: text("lease"),
    createdAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("webhook_deliveries_due").on(table.status, table.nextAttemptAt),
    index("webhook_deliveries_project").on(table.organizationId, table.projectId, table.id),
    index("webhook_deliveries_webhook").on(table.webhookId),
    index("webhook_deliveries_event").on(table.eventId),
  ],
);
