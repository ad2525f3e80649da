import { PlatformError } from "@platform/core";

/** What is wrong with a delivery; see each in `code`. */
export type WebhookFault =
  /** One of `webhook-id`, `webhook-timestamp`, `webhook-signature` is not there. */
  | "webhook_header_missing"
  /** `webhook-timestamp` is not a number of seconds. */
  | "webhook_timestamp_invalid"
  /** It was signed too long ago: it may have been recorded and sent again. */
  | "webhook_timestamp_too_old"
  /** It was signed in the future: one of the clocks is wrong. */
  | "webhook_timestamp_too_new"
  /** No signature fits: another secret, or a body that was changed, for example by parsing it first. */
  | "webhook_signature_invalid"
  /** It was signed rightly, and is not the JSON of an event. */
  | "webhook_payload_invalid";

/** A delivery that must not be believed. Answer 400 and do nothing. */
export class WebhookVerificationError extends PlatformError {
  static override readonly kind: string = "WebhookVerificationError";
  declare readonly code: WebhookFault;

  constructor(code: WebhookFault, message: string) {
    super(message, { code });
  }
}
