/** How an attempt ended. */
export type Outcome =
  | { readonly kind: "completed"; readonly result: Record<string, unknown> }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | { readonly kind: "stopped" }
  /** Its process went away before it said anything: another attempt may do better. */
  | { readonly kind: "lost"; readonly reason: string }
  /** Another worker has begun a later attempt: whatever this one says no longer counts. */
  | { readonly kind: "superseded" };
