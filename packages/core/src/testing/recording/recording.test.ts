import fc from "fast-check";
import { expect, test } from "vitest";
import { type CallName, calls } from "../../../test/testing/calls.ts";
import { recordingFolder } from "../../../test/testing/folder.ts";
import { handlers, resumable } from "../../../test/testing/served.ts";
import { type Client, type ClientOptions, createClient, type PlatformError, retry } from "../../index.ts";
import { type FaultName, faults, record, replay, serveActions } from "../../testing.ts";

const outcome = (call: CallName, client: Client) =>
  calls[call].call(client, {}).then(
    (value) => ({ value }),
    ({ name, code, message, attempts }: PlatformError) => ({
      error: [name, code, message.replace(/127\.0\.0\.1:\d+/, "host"), attempts],
    }),
  );

const settings = (fault: FaultName): ClientOptions => ({
  apiKey: "sk-canary-1234567890",
  retry: retry({ baseMs: 1, maxMs: 5, retries: 1 }),
  timeoutMs: fault.startsWith("stall") ? 300 : 60_000,
  deadlineMs: fault === "heartbeats-only" ? 300 : undefined,
});

/** Too large to be kept; and a date, which is another wait each time it is read. */
const unfit = new Set<FaultName>(["huge-body", "endless-event", "retry-after-date"]);

test.concurrent.each(faults.filter(({ name }) => !unfit.has(name)))(
  "what was recorded under $name is replayed without any server",
  async ({ name, kinds }) => {
    for (const call of Object.keys(calls) as CallName[]) {
      if (!kinds.includes(calls[call].kind)) continue;
      using folder = recordingFolder();
      const served = call === "resumable" ? resumable : handlers;
      let recorded: unknown;
      {
        await using server = await serveActions(served, { faults: [name], paceMs: 1 });
        await using recorder = record(folder.file);
        recorded = await outcome(call, server.client({ ...settings(name), use: [recorder.layer] }));
      }
      const replayer = replay(folder.file);
      const nowhere = createClient({
        ...settings(name),
        baseUrl: "http://127.0.0.1:9",
        use: [replayer.layer],
      });
      expect(await outcome(call, nowhere), call).toEqual(recorded);
      expect(replayer.left, call).toBe(0);
      expect(folder.text()).not.toContain("canary");
    }
  },
);

const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
const pairs = fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), fc.stringMatching(/^[!-~]{0,12}$/), {
  maxKeys: 4,
});
const word = fc.stringMatching(/^[a-z]{1,8}$/);

test("any exchange, to the byte and with the boundaries of its parts", async () => {
  const read = async (response: Response) => {
    const { status, statusText, headers } = response;
    const chunks: number[][] = [];
    for await (const chunk of response.body ?? []) chunks.push([...chunk]);
    return { status, statusText, headers: [...headers], chunks };
  };
  const streamOf = (chunks: readonly Uint8Array[]) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sent: fc.option(fc.uint8Array({ maxLength: 60 })),
        streamed: fc.boolean(),
        status: fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
        headers: pairs,
        path: word,
        parts,
      }),
      async ({ sent, streamed, status, headers, path, parts }) => {
        using folder = recordingFolder();
        const url = `http://127.0.0.1:9/${path}?q=${path}`;
        const init = () => {
          const body = sent && streamed ? streamOf([sent, sent]) : sent;
          return { method: "POST", headers, body, duplex: "half" } as RequestInit;
        };
        let arrived: Uint8Array | undefined;
        const origin = async (_: string, { body }: RequestInit) => {
          arrived = new Uint8Array(await new Response(body ?? null).arrayBuffer());
          return new Response(streamOf(parts), { status, statusText: path, headers });
        };
        const recorder = record(folder.file);
        const given = await read(await recorder.layer(origin)(url, init() as never));
        await recorder.save();
        expect(given.chunks).toEqual(parts.map((part) => [...part]));
        expect([...(arrived ?? [])]).toEqual(sent ? (streamed ? [...sent, ...sent] : [...sent]) : []);
        const replayer = replay(folder.file);
        expect(await read(await replayer.fetch(url, init()))).toEqual(given);
        expect(replayer.left).toBe(0);
        // The same path with other bytes is another request.
        const other = { ...init(), body: Uint8Array.of(...(sent ?? []), 1) };
        const error = await replay(folder.file)
          .fetch(url, other)
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ name: "ReplayError", code: "not_recorded" });
      },
    ),
    { numRuns: 150 },
  );
});
