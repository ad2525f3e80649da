/** Who did what, or was not let do it. It can be neither changed nor deleted. */
export interface AuditEvent {
  /** `aud_…` */
  id: string;
  /** The operation's name: `deleteApiKey`. */
  operation: string;
  outcome: AuditOutcome;
  /** Why it was refused: `scope_missing`, `scope_not_held`; `null` when it was done. */
  code: string | null;
  /** The key, or the token, that asked. */
  keyId: string;
  /** Its first characters; they stay here when the key is gone. */
  keyPrefix: string;
  /** The project whose key it was. */
  projectId: string;
  /** Whose key it was; `null` for nobody's. */
  memberId: string | null;
  /** What it was done to, or what came of it; `null` when that has no id. */
  targetId: string | null;
  /** What was asked for, field by field, but for ids in the route; no secrets, nor what follows `?` in a URL. */
  changes: Record<string, unknown>;
  requestId: string;
  occurredAt: string;
}

/** `refused`: a 403, after which nothing was changed. */
export type AuditOutcome = "done" | "refused";
