import { defineList, type ListAction, type ListParams } from "@platform/core";
import { listWebhooksParams, webhook } from "./schemas.ts";
import type { Webhook } from "./webhook.ts";

/** All of them, page by page. */
export interface ListWebhooksParams extends ListParams {}

/**
 * Lists the project's webhooks, newest first, without their secrets.
 *
 * @example
 * for await (const { url, failingSince } of listWebhooks(client)) console.log(url, failingSince ?? "well");
 */
export const listWebhooks: ListAction<ListWebhooksParams, Webhook> = /* @__PURE__ */ defineList({
  name: "listWebhooks",
  route: "GET /v1/webhooks",
  params: listWebhooksParams,
  item: webhook,
  scope: "account:read",
});
