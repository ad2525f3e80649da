/** One event on its way to one webhook. */
export interface Delivery {
  /** `dlv_…` */
  id: string;
  webhookId: string;
  /** `msg_…`: the receiver gets it as `webhook-id`, the same at every try and when it is sent again. */
  eventId: string;
  eventType: string;
  /** `pending` until the receiver answered 2xx, or it was given up. */
  status: DeliveryStatus;
  /** How often it was tried. */
  attemptCount: number;
  /** When it is tried next; `null` once it is over. */
  nextAttemptAt: string | null;
  createdAt: string;
  endedAt: string | null;
}

export type DeliveryStatus = "pending" | "succeeded" | "failed";

/** One try. */
export interface DeliveryAttempt {
  startedAt: string;
  /** What the receiver answered; `null` when no answer came. */
  status: number | null;
  durationMs: number;
  /** Why no answer came, or why nothing was sent; `null` when an answer came. */
  error: DeliveryError | null;
  /** The first 1,024 characters of the answer; `null` when there was none. */
  answer: string | null;
}

/**
 * `timeout`: no answer within 10 seconds. `address_refused`: the name leads to a private address, or the URL is not
 * allowed any more; nothing was sent. `webhook_disabled`, `webhook_deleted`: nothing was sent.
 */
export type DeliveryError =
  | "timeout"
  | "connection_failed"
  | "tls_failed"
  | "name_not_found"
  | "address_refused"
  | "webhook_disabled"
  | "webhook_deleted";

/** A delivery with what was sent and what came of each try. */
export interface DeliveryDetail extends Delivery {
  /** The body as it is posted, JSON text. */
  payload: string;
  /** In the order of time. */
  attempts: DeliveryAttempt[];
}
