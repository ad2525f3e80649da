import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatEngine, ChatPart, ChatRequest, ChatTurn, EmbeddingEngine } from "../../engine.ts";
import { openSentenceEncoder } from "../sentence-encoder/open-sentence-encoder.ts";
import { countTokens } from "../sentence-encoder/text/count-tokens.ts";
import { openExtract } from "./open-extract.ts";

let cacheDir: string;
let encoder: EmbeddingEngine;
let extract: ChatEngine;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "extract-"));
  encoder = await openSentenceEncoder({ cacheDir });
  extract = openExtract({ encoder });
});
afterAll(async () => {
  await extract.close();
  await encoder.close();
  await rm(cacheDir, { recursive: true });
});

const passages = [
  [
    "refunds.md",
    "Any product may be returned within 30 days. Refunds are paid to the original card within five days.",
  ],
  ["plans.md", "The Pro plan costs 49 euros a month. Additional seats cost 4 euros each."],
  [
    "account.md",
    "# Password\n\n- To reset your password, open Settings and choose Security.\n- The link expires after one hour.",
  ],
  ["backup.md", "Backups run every night at 02:00 UTC and are kept for 35 days."],
  ["about.md", "Our office is in Lisbon. It was founded in 2016 by Ana Costa."],
  ["api.md", "The API allows 100 requests a second for each key. Above that it answers with status 429."],
  [
    "birds.md",
    "Penguins are flightless birds that live in the southern hemisphere. They feed on krill, fish and squid.",
  ],
] as const;
const context: ChatTurn = {
  role: "system",
  content: passages
    .map(([source, text], i) => `<passage id="${i + 1}" source="docs/${source}">${text}</passage>`)
    .join("\n"),
};
const asking = (content: string): ChatTurn[] => [context, { role: "user", content }];

async function readAll(stream: AsyncIterable<ChatPart>): Promise<ChatPart[]> {
  const parts: ChatPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

async function run(messages: ChatTurn[], options: Partial<ChatRequest> = {}) {
  const request = { model: "extract", messages, ...options };
  const parts = await readAll(extract.chat(request, new AbortController().signal));
  const finish = parts.at(-1);
  const text = parts
    .slice(0, -1)
    .map((part) => (part.type === "text" ? part.text : ""))
    .join("");
  return { text, finish, parts };
}

test("says plainly that it generates nothing", () => {
  expect(extract.models).toMatchObject([{ id: "extract", kind: "chat" }]);
  expect(extract.models[0]?.description).toContain("Generates nothing");
});

test.each([
  ["What does the Pro plan cost?", "The Pro plan costs 49 euros a month.", "[2] docs/plans.md"],
  [
    "How can I change my password?",
    "To reset your password, open Settings and choose Security.",
    "[3] docs/account.md",
  ],
  [
    "How often are backups made?",
    "Backups run every night at 02:00 UTC and are kept for 35 days.",
    "[4] docs/backup.md",
  ],
  [
    "Can penguins fly?",
    "Penguins are flightless birds that live in the southern hemisphere.",
    "[7] docs/birds.md",
  ],
])("answers %j from the passages", async (question, quote, source) => {
  const { text } = await run(asking(question));
  expect(text).toMatch(/^From the given passages:\n\n"/);
  expect(text).toContain(`"${quote}" ${source.slice(0, 3)}`);
  expect(text).toMatch(/\n\nSources: .*\n\n\(extract quotes; it generates no text of its own\.\)$/);
  expect(text).toContain(source);
});

test("quotes at most three sentences, verbatim, in the order of the passages", async () => {
  const { text } = await run(asking("How many days or hours do refunds, links and backups take?"));
  const quotes = Array.from(text.matchAll(/^"(.+)" \[(\d)\]$/gm), ([, quote, label]) => ({ quote, label }));
  expect(quotes.length).toBeGreaterThan(1);
  expect(quotes.length).toBeLessThanOrEqual(3);
  expect(quotes.map(({ label }) => label)).toEqual(quotes.map(({ label }) => label).toSorted());
  for (const { quote, label } of quotes) expect(passages[Number(label) - 1]?.[1]).toContain(quote);
});

test.each(["How do I bake sourdough bread?", "Who won the 1998 world cup?", "What colour is the sky?"])(
  "says that nothing fits %j",
  async (question) => {
    const { text, finish } = await run(asking(question));
    expect(text).toMatch(/^Nothing in the 7 given passages fits/);
    expect(finish).toMatchObject({ reason: "stop" });
  },
);

test("says that there is no context", async () => {
  const { text } = await run([{ role: "user", content: "What is the capital of France?" }]);
  expect(text).toMatch(/^There is no context to quote from\. Give it as <passage/);
});

test("quotes paragraphs before the question when there are no blocks", async () => {
  const content = `${passages[1][1]}\n\n${passages[6][1]}\n\nWhat do penguins eat?`;
  const { text } = await run([{ role: "user", content }]);
  expect(text).toContain('"They feed on krill, fish and squid." [2]');
  expect(text).toContain("Sources: [2] your message, paragraph 2");
});

test("streams piece by piece and finishes once, with exact counts", async () => {
  const messages = asking("What does the Pro plan cost?");
  const { text, finish, parts } = await run(messages);
  expect(parts.filter((part) => part.type === "finish")).toHaveLength(1);
  expect(parts.length).toBeGreaterThan(10);
  expect(finish).toEqual({
    type: "finish",
    reason: "stop",
    promptTokens: messages.reduce((sum, { content }) => sum + countTokens(content), 0),
    completionTokens: countTokens(text),
  });
});

test("ends at maxTokens and at a stop string", async () => {
  const messages = asking("What does the Pro plan cost?");
  const whole = (await run(messages)).text;
  const short = await run(messages, { maxTokens: 9 });
  expect(whole.startsWith(short.text)).toBe(true);
  expect(short.finish).toMatchObject({ reason: "length", completionTokens: 9 });
  const stopped = await run(messages, { stop: ["Sources:"] });
  expect(stopped.text).toBe(whole.slice(0, whole.indexOf("Sources:")));
  expect(stopped.finish).toMatchObject({ reason: "stop" });
});

test("gives the same answer whatever the temperature and seed", async () => {
  const messages = asking("Who started the company?");
  expect((await run(messages, { temperature: 2, seed: 1, topP: 0.1 })).parts).toEqual(
    (await run(messages)).parts,
  );
});

test("refuses a JSON schema, another model, and more than it reads", async () => {
  const messages = asking("What?");
  await expect(run(messages, { jsonSchema: { type: "object" } })).rejects.toMatchObject({
    code: "invalid_input",
    param: "response_format",
  });
  await expect(run(messages, { model: "other" })).rejects.toMatchObject({
    code: "not_found",
    param: "model",
  });
  await expect(run(asking("long ".repeat(50_000)))).rejects.toMatchObject({
    code: "invalid_input",
    param: "messages",
  });
});

test("stops when the signal is aborted, before and in the middle", async () => {
  const reason = new Error("gone");
  const request = { model: "extract", messages: asking("What does the Pro plan cost?") };
  await expect(readAll(extract.chat(request, AbortSignal.abort(reason)))).rejects.toBe(reason);
  const stop = new AbortController();
  const seen: ChatPart[] = [];
  const reading = (async () => {
    for await (const part of extract.chat(request, stop.signal)) {
      seen.push(part);
      stop.abort(reason);
    }
  })();
  await expect(reading).rejects.toBe(reason);
  expect(seen).toHaveLength(1);
});

test("refuses work after close, but leaves the encoder open", async () => {
  const other = openExtract({ encoder });
  await other.close();
  const request = { model: "extract", messages: asking("What?") };
  await expect(readAll(other.chat(request, new AbortController().signal))).rejects.toMatchObject({
    code: "unavailable",
  });
  const { vectors } = await encoder.embed(
    "universal-sentence-encoder-lite",
    ["open"],
    new AbortController().signal,
  );
  expect(vectors).toHaveLength(1);
});
