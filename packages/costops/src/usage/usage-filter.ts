/** Which usage events are meant; every filter given must match. */
export interface UsageFilter {
  /** Whose project. Another one of the organization, archived or not, needs `organization:read`. Default: the key's. */
  projectId?: string | undefined;
  /** What was done: an operation of the platform such as `"createEmbedding"`, or the submitter's own name. */
  operation?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  /** The key it was done with. */
  apiKeyId?: string | undefined;
  /** Tags the event must have, all of them, with these values. */
  tags?: Record<string, string> | undefined;
  /** A unit it used, such as `"input_token"`. */
  unit?: string | undefined;
  /** The event's own id. */
  eventId?: string | undefined;
  /** `true`: only events whose cost is known; `false`: only those whose price is missing. */
  priced?: boolean | undefined;
  /** Least cost of an event, an exact decimal as text, inclusive. Events without a known cost do not match. */
  minCost?: string | undefined;
  /** Largest cost of an event, an exact decimal as text, inclusive. Events without a known cost do not match. */
  maxCost?: string | undefined;
  /** Earliest time, ISO 8601, inclusive. */
  from?: string | undefined;
  /** Latest time, ISO 8601, exclusive. */
  to?: string | undefined;
}
