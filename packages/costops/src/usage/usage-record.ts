/** One operation, what it used and what that cost. */
export interface UsageRecord {
  /** `use_…`, sortable by creation. */
  id: string;
  /** The event's own id: a second submission with it adds nothing. */
  eventId: string;
  organizationId: string;
  projectId: string;
  /** The key it was done with. */
  apiKeyId: string | null;
  /** What was done: an operation of the platform such as `"createEmbedding"`, or the caller's own name. */
  operation: string;
  /** Who did it: `"platform"`, `"openai"`, … */
  provider: string;
  /** With what: a model, or the operation's own name where there is none. */
  model: string;
  /** How much of each unit, as exact decimals: `{ input_token: "1200", request: "1" }`. */
  units: Record<string, string>;
  /** Exact decimal in `currency`; `null` when a price is unknown, which is not the same as free. */
  cost: string | null;
  currency: string;
  runId: string | null;
  userId: string | null;
  tags: Record<string, string>;
  /** What the submitter kept with it. */
  metadata: Record<string, unknown>;
  durationMs: number | null;
  /** When it happened, ISO 8601 UTC. */
  occurredAt: string;
  /** When it was recorded, ISO 8601 UTC. */
  createdAt: string;
}
