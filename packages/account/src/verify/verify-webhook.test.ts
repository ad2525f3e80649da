import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { verifyWebhook } from "./verify-webhook.ts";
import { WebhookVerificationError } from "./webhook-verification-error.ts";

const now = new Date("2026-11-21T12:00:00Z");
beforeEach(() => void vi.useFakeTimers({ now, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
const event = {
  type: "task.completed",
  timestamp: now.toISOString(),
  data: { taskId: "task_1", naïve: "☃" },
};
const payload = JSON.stringify(event);

/** Signed by the convention's own library. */
const signed = (body = payload, { at = now, by = secret, id = "msg_1" } = {}) => ({
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
  "webhook-signature": new Webhook(by).sign(id, at, body),
});
const code = (options: Parameters<typeof verifyWebhook>[0]) =>
  verifyWebhook(options).then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

test("the vector of the convention's documentation gives its signature", () => {
  // https://github.com/standard-webhooks/standard-webhooks, tests of the libraries.
  const headers = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  };
  const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  expect(new Webhook(secret).sign(headers.id, headers.at, headers.body)).toBe(signature);
  vi.setSystemTime(headers.at);
  const given = {
    "webhook-id": headers.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": signature,
  };
  // Signed rightly: what is left to say is that it is no event.
  return expect(code({ payload: headers.body, headers: given, secret })).resolves.toBe(
    "webhook_payload_invalid",
  );
});

test("what the convention's library signs is believed, as text or bytes, from any kind of headers", async () => {
  const headers = signed();
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  const bytes = new TextEncoder().encode(payload);
  for (const given of [headers, upper, new Headers(headers)]) {
    expect(await verifyWebhook({ payload, headers: given, secret })).toEqual({ id: "msg_1", ...event });
    expect(await verifyWebhook({ payload: bytes, headers: given, secret })).toEqual({
      id: "msg_1",
      ...event,
    });
  }
});

test("any event, id and secret: believed as it is, and not with one byte changed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 24, maxLength: 64 }),
      fc.stringMatching(/^[\w-]{1,40}$/),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.nat(),
      async (key, id, data, place) => {
        const by = `whsec_${btoa(String.fromCharCode(...key))}`;
        const body = JSON.stringify({ ...event, data });
        const headers = signed(body, { by, id });
        await verifyWebhook({ payload: body, headers, secret: by });
        const changed = new TextEncoder().encode(body);
        changed[place % changed.length]! ^= 1;
        expect(await code({ payload: changed, headers, secret: by })).toBe("webhook_signature_invalid");
      },
    ),
    { numRuns: 100 },
  );
});

test("one of several secrets, and one of several signatures, is enough", async () => {
  const headers = signed();
  expect(await code({ payload, headers, secret: [other, secret] })).toBe("ok");
  expect(await code({ payload, headers, secret: other })).toBe("webhook_signature_invalid");
  const both = `v1a,AAAA v1,???? v2,AAAA ${signed(payload, { by: other })["webhook-signature"]} ${headers["webhook-signature"]}`;
  expect(await code({ payload, headers: { ...headers, "webhook-signature": both }, secret })).toBe("ok");
});

describe("is not believed", () => {
  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("without %s", async (name) => {
    const headers = { ...signed(), [name]: undefined };
    expect(await code({ payload, headers, secret })).toBe("webhook_header_missing");
  });
  test.each(["", "v1", "v1,", "v1,AAAA", "v2,AAAA", "AAAA"])("with the signature %j", async (text) => {
    const headers = { ...signed(), "webhook-signature": text };
    const wanted = text === "" ? "webhook_header_missing" : "webhook_signature_invalid";
    expect(await code({ payload, headers, secret })).toBe(wanted);
  });
  test("with another id or time than was signed", async () => {
    for (const change of [
      { "webhook-id": "msg_2" },
      { "webhook-timestamp": `${now.getTime() / 1_000 - 1}` },
    ]) {
      const headers = { ...signed(), ...change };
      expect(await code({ payload, headers, secret })).toBe("webhook_signature_invalid");
    }
  });
  test.each([
    [300_000, "ok", "ok"],
    [302_000, "webhook_timestamp_too_old", "webhook_timestamp_too_new"],
  ])("%i ms away", async (ms, old, early) => {
    const past = signed(payload, { at: new Date(now.getTime() - ms) });
    const future = signed(payload, { at: new Date(now.getTime() + ms) });
    expect(await code({ payload, headers: past, secret })).toBe(old);
    expect(await code({ payload, headers: future, secret })).toBe(early);
    expect(await code({ payload, headers: past, secret, toleranceSeconds: 3_600 })).toBe("ok");
  });
  test.each(["soon", "1.5", "-1", "1e9", "NaN"])("with the time %j", async (text) => {
    const headers = { ...signed(), "webhook-timestamp": text };
    expect(await code({ payload, headers, secret })).toBe("webhook_timestamp_invalid");
  });
  test.each(["", "null", "[]", "{}", "no", '{"type":1}'])("as the event %j", async (body) => {
    expect(await code({ payload: body, headers: signed(body), secret })).toBe("webhook_payload_invalid");
  });
});

test("its errors say what is wrong and hold no secret; a bad secret is the receiver's own fault", async () => {
  const failed = await verifyWebhook({ payload, headers: signed(), secret: other }).catch((e: unknown) => e);
  expect(failed).toBeInstanceOf(WebhookVerificationError);
  expect(JSON.stringify(failed)).not.toContain(other.slice(6));
  for (const bad of ["", "whsec_", "whsec_*"]) {
    expect(await code({ payload, headers: signed(), secret: bad })).toBe("webhook_secret_invalid");
  }
});

test("Node's own HMAC agrees with the library, so that the server may sign with it", () => {
  const key = Buffer.from(secret.slice(6), "base64");
  const mac = createHmac("sha256", key)
    .update(`msg_1.${now.getTime() / 1_000}.${payload}`)
    .digest("base64");
  expect(`v1,${mac}`).toBe(signed()["webhook-signature"]);
});
