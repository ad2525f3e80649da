/** Which usage events are meant; every filter given must match. */
export interface UsageFilter {
  /** What was done: an operation of the platform such as `"createEmbedding"`, or the submitter's own name. */
  operation?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  runId?: string | undefined;
  userId?: string | undefined;
  /** Earliest time, ISO 8601, inclusive. */
  from?: string | undefined;
  /** Latest time, ISO 8601, exclusive. */
  to?: string | undefined;
}
