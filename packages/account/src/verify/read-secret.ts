import { ConfigurationError } from "@platform/core";

/** The bytes of `whsec_…`; without the prefix too, as other libraries of the convention take it. */
export function readSecret(secret: string): Uint8Array<ArrayBuffer> {
  try {
    const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
    if (bytes.length > 0) return bytes;
  } catch {
    // Not base64; told below, without the text: it may be a secret of something else.
  }
  throw new ConfigurationError("The webhook's secret is not one: it is whsec_ and base64.", {
    code: "webhook_secret_invalid",
    hint: "Take it from the answer of createWebhook or rotateWebhookSecret.",
  });
}
