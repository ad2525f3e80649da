import type { ListWebhooksParams, Webhook } from "@platform/account";
import type { Context, PageResult } from "../../http/operation.ts";
import { newestFirst } from "../../store/newest-first.ts";
import { webhooks } from "../../store/schema/index.ts";
import { toWebhook } from "./to-webhook.ts";

/** The project's webhooks. */
export function listWebhooks({ db }: Context, params: ListWebhooksParams): Promise<PageResult<Webhook>> {
  return newestFirst(db, webhooks, params, undefined, toWebhook);
}
