import * as core from "@platform/core";
import { createChatCompletion } from "@platform/inference";
import { equal, failure } from "../expect.mjs";
import { misbehave, write } from "../operations.mjs";
import { seenClosed } from "../seen-closed.mjs";

const messages = [{ role: "user", content: "hi" }];
const text = "Grüße, 世界 👩‍👩‍👧 ";

/** Requests with one answer, and how they fail. */
export const calls = {
  async "an action is sent again under one idempotency key"({ client }) {
    const attempts = [];
    const answer = await write(client, { text }, { onAttempt: (count) => attempts.push(count) });
    equal([attempts, answer.text, answer.keys.length], [[1, 2], text, 2]);
    if (!/^[\w-]{20,}$/.test(answer.keys[0])) throw new Error(`an odd key: ${answer.keys[0]}`);
    equal(answer.keys[1], answer.keys[0]);
  },
  async "the caller's idempotency key is kept"({ client }) {
    equal((await write(client, { text }, { idempotencyKey: "mine" })).keys, ["mine", "mine"]);
  },
  async "an error is known by its class"({ client }) {
    const error = await failure(misbehave(client, { how: "missing" }), core.NotFoundError);
    equal([error.name, error.status, error.code], ["NotFoundError", 404, "note_not_found"]);
    equal([error.requestId, error.attempts], ["req_1", 1]);
    const kinds = [core.ApiError, core.PlatformError, core.ConnectionError];
    equal(
      kinds.map((kind) => error instanceof kind),
      [true, true, false],
    );
    if (JSON.stringify(error).includes("secret")) throw new Error("the key is in the error");
  },
  async "nobody there is a connection error"({ nobody }) {
    const client = core.createClient({
      baseUrl: nobody,
      apiKey: "key",
      retry: false,
      allowKeyInBrowser: true,
    });
    equal((await failure(write(client, { text }), core.ConnectionError)).code, "connection_failed");
  },
  async "an answer that is not JSON is a decode error"({ client }) {
    await failure(misbehave(client, { how: "html" }), core.DecodeError);
  },
  async "silence is a timeout, and the server sees it given up"({ client }) {
    const silent = misbehave(client, { how: "silent" }, { timeoutMs: 100, retries: 0 });
    equal((await failure(silent, core.TimeoutError)).code, "timeout");
    await seenClosed(client, "silent");
  },
  async "an abort ends the wait for an answer, and the server sees it"({ client }) {
    const controller = new AbortController();
    const waiting = misbehave(client, { how: "forever" }, { signal: controller.signal });
    await misbehave(client, { how: "once-forever-came" });
    controller.abort("enough");
    equal((await failure(waiting, core.AbortedError)).cause, "enough");
    await seenClosed(client, "forever");
  },
  async "an abort ends the wait to try again"({ client }) {
    const controller = new AbortController();
    const waiting = misbehave(client, { how: "busy" }, { signal: controller.signal });
    await misbehave(client, { how: "once-busy-came" });
    setTimeout(() => controller.abort(), 50);
    equal((await failure(waiting, core.AbortedError)).attempts, 1);
  },
  async "a domain's action"({ client }) {
    const answer = await createChatCompletion(client, { model: "m", messages });
    equal(answer.choices[0].message.content, text);
  },
  async "the key is found where there is a file system, else missed by name"({ url, hasFiles }) {
    const client = core.createClient({ baseUrl: url, retry: false });
    if (hasFiles) return equal((await misbehave(client, { how: "well" })).text, "Bearer key-of-the-file");
    const error = await failure(misbehave(client, { how: "well" }), core.ConfigurationError);
    equal(error.code, "missing_api_key");
  },
  async "a key is refused in a page, and nowhere else"({ url }) {
    const make = async () => core.createClient({ baseUrl: url, apiKey: "key" }).baseUrl;
    if (typeof document === "undefined") return equal(await make(), url);
    await failure(make(), core.ConfigurationError);
  },
};
