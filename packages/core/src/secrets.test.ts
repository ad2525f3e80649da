import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { echo, free, getFile, look, notes, putFile, ticks } from "../test/actions.ts";
import { collect, events, json, serve } from "../test/server.ts";
import { batch, hooks, logger, retry, trackUsage } from "./index.ts";
import { record } from "./testing.ts";
import { asTool, runTool } from "./tools.ts";

/** One for each place a secret can be in; long enough not to be met by chance. */
const canary = {
  key: "plat_canaryKEY0123456789",
  header: "canaryHEADER0123456789",
  query: "canaryQUERY0123456789",
  body: "canaryBODY0123456789",
  answer: "canaryANSWER0123456789",
  cookie: "canaryCOOKIE0123456789",
};

/** Everything a logger or a curious reader could get out of a value, with all its causes. */
const everything = (value: unknown): string =>
  inspect(value, { showHidden: true, depth: 12, maxArrayLength: null, maxStringLength: null });

test("secrets in keys, headers, queries, bodies and answers are in no error, log, usage report, tool result or recording", async () => {
  await using server = await serve((response, { url }, count) => {
    const headers = { "set-cookie": `session=${canary.cookie}`, "x-request-id": `req_${count}` };
    if (url.startsWith("/v1/ticks")) return events(response, 'data: {"n":1}\n\n');
    if (url.startsWith("/v1/files")) return response.destroy();
    if (url.startsWith("/v1/look")) return response.writeHead(200, headers).end(`<html>${canary.answer}`);
    json(response, { error: { message: "No.", code: "no" } }, count % 2 ? 401 : 503, headers);
  });
  const file = join(tmpdir(), `core-secrets-${process.pid}.json`);
  const told: unknown[] = [];
  const recorder = record(file, { secretNames: ["x-tenant-secret"], secrets: [canary.body, canary.query] });
  const client = server.client({
    apiKey: canary.key,
    headers: { "x-tenant-secret": canary.header },
    retry: retry({ retries: 1, baseMs: 1 }),
    use: [
      logger({ level: "debug", log: (line) => void told.push(line), redact: ["text", "tag"] }),
      hooks({ onEnd: ({ error }) => void told.push(error) }),
      trackUsage((report) => void told.push(report)),
      recorder.layer,
    ],
  });
  const secret = { password: canary.body, text: canary.body };
  const outcomes = await batch(
    [
      () => echo(client, { text: canary.body }),
      () => look(client, { text: canary.query }),
      () => notes(client, { tag: canary.query }).all(),
      () => free("POST /v1/free")(client, secret),
      () => collect(ticks(client, {}, { timeoutMs: 30, headers: { cookie: canary.cookie } })),
      () => getFile(client, { path: "/" }),
      () => putFile(client, { path: "/" }, new TextEncoder().encode(canary.body)),
      () =>
        runTool(client, [asTool(echo)], {
          id: "1",
          function: { name: "echo", arguments: JSON.stringify({ text: 5, api_key: canary.body }) },
        } as never),
    ],
    (run) => run(),
    { concurrency: 1 },
  );
  await recorder.save();
  told.push(...outcomes);
  expect(outcomes.filter(({ ok }) => !ok).length).toBeGreaterThan(5);
  const texts = { told: everything(told), json: JSON.stringify(told), recording: readFileSync(file, "utf8") };
  rmSync(file);
  const encoded = (text: string) => [text, Buffer.from(text).toString("base64").slice(0, -4)];
  for (const [place, text] of Object.entries(texts)) {
    for (const [kind, value] of Object.entries(canary)) {
      // A recording keeps what was answered: that is what it is for.
      if (place === "recording" && kind === "answer") continue;
      for (const form of encoded(value)) expect(text.includes(form), `${kind} in ${place}`).toBe(false);
    }
  }
});
