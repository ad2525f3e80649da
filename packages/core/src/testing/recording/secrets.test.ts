import fc from "fast-check";
import { expect, test } from "vitest";
import { echo, free, look, putFile } from "../../../test/actions.ts";
import { failure, json, serve } from "../../../test/server.ts";
import { recordingFolder } from "../../../test/testing/folder.ts";
import { createClient } from "../../index.ts";
import { record, type Recording, replay } from "../../testing.ts";

test("the key is nowhere in a recording: not in headers, addresses, bodies or answers, whole or split", async () => {
  using folder = recordingFolder();
  const key = 'sk-canary/äöü "1234"';
  const sent = encodeURIComponent(key);
  await using server = await serve((response, { url }) => {
    response.setHeader("set-cookie", "session=canary-cookie");
    response.setHeader("x-echo", `it was ${sent}`);
    const said = { text: `you sent ${sent}` };
    const length = { "content-length": String(JSON.stringify(said).length) };
    if (url.startsWith("/v1/echo")) return json(response, said, 200, length);
    const bytes = Buffer.from(JSON.stringify({ size: 5, said: sent }));
    // The key in two parts of the answer.
    response.writeHead(200, { "content-type": "application/json" });
    response.write(bytes.subarray(0, 25), () => setTimeout(() => response.end(bytes.subarray(25)), 20));
  });
  const recorder = record(folder.file, {
    secretNames: ["x-canary", "pass_word"],
    secrets: ["canary-of-mine"],
  });
  const client = server.client({
    apiKey: sent,
    headers: { "x-canary": "canary-header", "x-plain": "canary-of-mine" },
    use: [recorder.layer],
  });
  await echo(client, { text: `my key is ${sent}, and canary-of-mine` });
  await putFile(client, { path: `/${sent}?token=canary-of-mine` }, `bytes of ${sent}`);
  await free("POST /v1/echo")(client, {
    password: "x",
    "pass-word": "canary-field",
    nested: { pass_word: 'canary "2"' },
  });
  await recorder.fetch(`${server.url}/v1/echo?access_token=canary-query`, {
    headers: { cookie: "canary-cookie" },
  });
  await recorder.save();
  const text = folder.text();
  expect(text).not.toContain("canary-");
  expect(text).not.toContain("sk-");
  expect(text).toContain('"password\\":\\"x');
  // What is masked keeps its length, so that Content-Length still holds.
  const { exchanges } = JSON.parse(text) as Recording;
  expect(exchanges).toHaveLength(4);
  const { headers = [], body, parts } = exchanges[0]?.response ?? {};
  const { length } = body && "text" in body ? body.text : "";
  expect(headers).toContainEqual(["content-length", String(length)]);
  expect(parts).toEqual([[length, expect.any(Number)]]);
});

test("a recording made with one key is replayed with another", async () => {
  using folder = recordingFolder();
  await using server = await serve((response) => json(response, { text: "done" }));
  const say = (apiKey: string) => ({ text: `with ${apiKey}` });
  const [mine, yours] = ["sk-mine-1234", "sk-yours-1234567890"];
  await using recorder = record(folder.file);
  await echo(server.client({ apiKey: mine, use: [recorder.layer] }), say(mine));
  await recorder.save();
  const client = createClient({ apiKey: yours, baseUrl: server.url, use: [replay(folder.file).layer] });
  expect(await echo(client, say(yours))).toEqual({ text: "done" });
  expect(server.seen).toHaveLength(1);
});

test("any secret value is gone, and all other bytes are what they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
      fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      async (secret, around) => {
        using folder = recordingFolder();
        const hidden = Buffer.from(secret);
        const body = Buffer.concat(around.flatMap((bytes) => [bytes, hidden]));
        const recorder = record(folder.file, { secrets: [secret] });
        const layered = recorder.layer(async () => new Response(body));
        const response = await layered("http://127.0.0.1:9/", { method: "GET" } as never);
        await response.arrayBuffer();
        await recorder.save();
        const played = Buffer.from(
          await (await replay(folder.file).fetch("http://127.0.0.1:9/")).arrayBuffer(),
        );
        expect(played).toHaveLength(body.length);
        if (secret !== "*".repeat(secret.length)) expect(played.includes(hidden)).toBe(false);
        for (const [at, byte] of played.entries()) if (byte !== 0x2a) expect(byte).toBe(body[at]);
      },
    ),
    { numRuns: 150 },
  );
});

test("what is not in a recording is a ReplayError at once, that says what would be", async () => {
  using folder = recordingFolder();
  const unreadable = await failure((async () => replay(folder.file))());
  expect(unreadable).toMatchObject({ name: "ReplayError", code: "recording_unreadable" });
  await using server = await serve((response) => json(response, { text: "done" }));
  await using recorder = record(folder.file);
  const live = server.client({ use: [recorder.layer] });
  await echo(live, { text: "one" });
  await echo(live, { text: "two" });
  await recorder.save();
  const client = (strict: boolean) =>
    createClient({ apiKey: "any", baseUrl: "http://host", use: [replay(folder.file, { strict }).layer] });
  const lax = client(false);
  expect(await failure(echo(lax, { text: "three" }))).toMatchObject({
    name: "ReplayError",
    code: "not_recorded",
    attempts: 1,
    message: `POST /v1/echo is not in ${folder.file} with this body. Next in it: POST /v1/echo, POST /v1/echo. Record it anew.`,
  });
  await echo(lax, { text: "two" });
  await echo(lax, { text: "one" });
  const spent = await failure(echo(lax, { text: "one" }));
  expect(spent.message).toContain("Nothing is left of it.");
  expect(await failure(echo(client(true), { text: "two" }))).toMatchObject({ code: "not_recorded" });
  expect(await echo(client(true), { text: "one" })).toEqual({ text: "done" });
});

test("a reader who left early gets no further in the replay", async () => {
  using folder = recordingFolder();
  await using server = await serve((response) => {
    response.writeHead(200).write("one");
  });
  await using recorder = record(folder.file);
  const response = await recorder.fetch(server.url);
  for await (const _ of response.body ?? []) break;
  await recorder.save();
  const played = await replay(folder.file).fetch(server.url);
  expect(await failure(played.text())).toMatchObject({ name: "ReplayError", code: "recording_ended" });
});

test("a key that was just made is not kept, and its answer stays as long as it was", async () => {
  const key = `plat_${"aB3".repeat(12)}xY`;
  const bare = await recordingOf(key);
  expect(bare).not.toContain(key);
  expect(bare).toContain("*".repeat(key.length));
});

async function recordingOf(text: string): Promise<string> {
  using folder = recordingFolder();
  await using server = await serve((response) => json(response, { text }));
  const recorder = record(folder.file);
  await look(server.client({ use: [recorder.layer] }));
  await recorder.save();
  return folder.text();
}
