import type { EventType } from "@platform/account";
import type { PageResult } from "../../http/operation.ts";
import { eventTypes } from "./event-types.ts";

/** Every type there is, on one page. */
export async function listEventTypes(): Promise<PageResult<EventType>> {
  return { data: eventTypes, nextCursor: null };
}
