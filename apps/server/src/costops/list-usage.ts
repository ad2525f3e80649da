import type { ListUsageParams, UsageRecord } from "@platform/costops";
import type { Context, PageResult } from "../http/operation.ts";
import { newestFirst } from "../store/newest-first.ts";
import { usageEvents } from "../store/schema/index.ts";
import { toUsageRecord } from "./to-usage-record.ts";
import { usageFilter } from "./usage-filter.ts";

/** Reads the ledger, newest rows first. */
export const listUsage = ({ db }: Context, params: ListUsageParams): Promise<PageResult<UsageRecord>> =>
  newestFirst(db, usageEvents, params, usageFilter(params), toUsageRecord);
