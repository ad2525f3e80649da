import { readSecret } from "./read-secret.ts";
import { WebhookVerificationError } from "./webhook-verification-error.ts";

/** A delivery as it came, and the secret it must be signed with. */
export interface VerifyWebhookOptions {
  /** The body, untouched: parsed and written again it is another one. */
  payload: string | Uint8Array;
  /** Of the request: a `Headers`, or an object as Node has it. The case of names does not matter. */
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** `whsec_…`. Several while secrets are changed: one that fits is enough. */
  secret: string | readonly string[];
  /** How far the time of signing may be from now, in seconds, either way. Default 300. */
  toleranceSeconds?: number | undefined;
}

/** An event that was signed rightly. */
export interface WebhookEvent {
  /** `msg_…`. Deliveries may come twice: remember it and do nothing the second time. */
  id: string;
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: Record<string, unknown>;
}

/**
 * Checks a delivery by the Standard Webhooks convention and reads its event. It needs WebCrypto, which every browser,
 * Node, Deno, Bun and edge runtime has. Source: https://github.com/standard-webhooks/standard-webhooks
 *
 * @throws {WebhookVerificationError} when it must not be believed; `code` says why.
 * @throws {ConfigurationError} `webhook_secret_invalid` when the secret is none.
 * @example
 * const event = await verifyWebhook({ payload: await request.text(), headers: request.headers, secret });
 */
export async function verifyWebhook({
  payload,
  headers,
  secret,
  toleranceSeconds = 300,
}: VerifyWebhookOptions): Promise<WebhookEvent> {
  const id = header(headers, "webhook-id");
  const signedAt = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature");
  checkTime(signedAt, toleranceSeconds);

  const body = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const content = join(new TextEncoder().encode(`${id}.${signedAt}.`), body);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  for (const text of [secret].flat()) {
    const key = await crypto.subtle.importKey("raw", readSecret(text), algorithm, false, ["verify"]);
    for (const signature of signatures.split(" ")) {
      const bytes = readSignature(signature);
      // WebCrypto compares in constant time.
      if (bytes && (await crypto.subtle.verify("HMAC", key, bytes, content))) return readEvent(id, body);
    }
  }
  throw new WebhookVerificationError(
    "webhook_signature_invalid",
    "No signature fits. Give verifyWebhook the body as it came, and this webhook's secret.",
  );
}

function header(headers: VerifyWebhookOptions["headers"], name: string): string {
  const found =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof found === "string" && found !== "") return found;
  throw new WebhookVerificationError("webhook_header_missing", `The header ${name} is missing.`);
}

function checkTime(text: string, toleranceSeconds: number): void {
  if (!/^\d{1,15}$/.test(text)) {
    throw new WebhookVerificationError("webhook_timestamp_invalid", "webhook-timestamp is not in seconds.");
  }
  const age = Date.now() / 1_000 - Number(text);
  const beyond = `more than ${toleranceSeconds} seconds`;
  if (age > toleranceSeconds) {
    throw new WebhookVerificationError("webhook_timestamp_too_old", `It was signed ${beyond} ago.`);
  }
  if (-age > toleranceSeconds) {
    throw new WebhookVerificationError("webhook_timestamp_too_new", `It was signed ${beyond} from now.`);
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Other versions than 1 are passed over, as the convention says. */
function readSignature(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!text.startsWith("v1,")) return undefined;
  try {
    return Uint8Array.from(atob(text.slice(3)), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function readEvent(id: string, body: Uint8Array): WebhookEvent {
  try {
    const event = JSON.parse(new TextDecoder().decode(body)) as Omit<WebhookEvent, "id">;
    const { type, timestamp, data } = event;
    if (typeof type === "string" && typeof timestamp === "string" && typeof data === "object" && data) {
      return { id, type, timestamp, data };
    }
  } catch {
    // Told below.
  }
  throw new WebhookVerificationError("webhook_payload_invalid", "The body is not the JSON of an event.");
}
