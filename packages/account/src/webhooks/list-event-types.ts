import { defineList, type ListAction, type ListParams } from "@platform/core";
import { eventType, listEventTypesParams } from "./schemas.ts";

/** All of them; they fit on one page. */
export interface ListEventTypesParams extends ListParams {}

/** What a webhook can be told of. */
export interface EventType {
  /** `api_key.created`, … */
  name: string;
  /** When it happens. */
  description: string;
}

/**
 * Lists the types of events that this server sends.
 *
 * @example
 * for await (const { name, description } of listEventTypes(client)) console.log(name, description);
 */
export const listEventTypes: ListAction<ListEventTypesParams, EventType> = /* @__PURE__ */ defineList({
  name: "listEventTypes",
  route: "GET /v1/event-types",
  params: listEventTypesParams,
  item: eventType,
  scope: "account:read",
});
