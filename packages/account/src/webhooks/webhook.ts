/** An address that events of the project are posted to. */
export interface Webhook {
  /** `whk_…` */
  id: string;
  url: string;
  /** What it is told of, as `api_key.created`; `"*"` is every event of the project. */
  eventTypes: string[];
  description: string | null;
  /** `false`: nothing is sent. What was due is marked as failed and can be sent again. */
  enabled: boolean;
  /** Why the server disabled it; `null` when it did not. */
  disabledReason: WebhookDisabledReason | null;
  /** Since when every delivery has failed; `null` when the last one did not. After 5 days it is disabled. */
  failingSince: string | null;
  /** How many secrets sign: more than one while an old one still does after a rotation. */
  secretCount: number;
  createdAt: string;
  updatedAt: string;
}

/** `gone`: the receiver answered 410. `failing`: nothing got through for 5 days. */
export type WebhookDisabledReason = "gone" | "failing";

/** A webhook with a secret just made. */
export interface CreatedWebhook extends Webhook {
  /** `whsec_…`, for `verifyWebhook`. It is shown this once. */
  secret: string;
}
