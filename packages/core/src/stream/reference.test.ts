import fc from "fast-check";
import { expect, test } from "vitest";
import { type Dispatched, interpret } from "../../test/event-source.ts";
import { cut, inParts } from "../../test/in-parts.ts";
import { beginAttempt } from "../transport/attempt.ts";
import type { StreamState } from "./event-stream.ts";
import { sse } from "./sse.ts";

/** Our own reading of a body that comes in these parts. */
async function read(parts: Uint8Array<ArrayBuffer>[]) {
  const response = await inParts(parts)("http://localhost");
  const state: StreamState = { lastEventId: undefined };
  const events: Dispatched[] = [];
  for await (const messages of sse(response, beginAttempt(undefined, Infinity), state)) {
    for (const { data, event: type = "message", id } of messages) {
      // As `defineStream` does.
      state.lastEventId = id ?? state.lastEventId;
      events.push({ data, type, lastEventId: state.lastEventId ?? "" });
    }
  }
  return { events, retryMs: state.retryMs };
}

/** Text of one line: of several bytes a character, with what only looks like a line end, and colons. */
const value = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      fc.constantFrom(
        ..."žé日👩\u2028\u2029\u0085\uFEFF: \0\t\f\v".split(""),
        "👩‍👩‍👧",
        "[DONE]",
        "data:",
        "\u000b",
      ),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join("").replaceAll(/[\r\n]/g, ""));
const field = (name: string, of: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(`${name}:`, `${name}: `, `${name}:  `), of).map((parts) => parts.join(""));
const any = (...lines: fc.Arbitrary<string>[]) => fc.array(fc.oneof(...lines), { maxLength: 2 });
const data = fc.oneof({ weight: 4, arbitrary: field("data", value) }, fc.constant("data"));
const rest = any(
  field("", value),
  field("event", value),
  field("retry", fc.oneof(fc.nat().map(String), value)),
  field("unknown", value),
  fc.constantFrom("event", "retry", "id2", "Data: x", " data: x", "dat"),
);
const nul = fc.tuple(value, value).map((parts) => parts.join("\0"));
const id = fc.array(fc.oneof(field("id", value), field("id", nul), fc.constant("id")), { maxLength: 1 });
const shuffled = (lines: string[]) => fc.shuffledSubarray(lines, { minLength: lines.length });
/**
 * At most one `id` an event, and none in an event without data: there the parser departs from the standard. It
 * forgets the id of an event without data, and an `id` with NUL undoes one before it in the same event.
 */
const event = fc
  .tuple(fc.array(data, { minLength: 1, maxLength: 3 }), id, rest)
  .chain((lines) => shuffled(lines.flat()));
const nothing = rest;

/** A stream in one line ending or several mixed, with or without a BOM, whole or broken off. */
const stream = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: event }, nothing), { maxLength: 6 }),
    fc.oneof(
      fc.constantFrom("\n", "\r", "\r\n").map((ending) => [ending]),
      fc.array(fc.constantFrom("\n", "\r", "\r\n"), { minLength: 1, maxLength: 9 }),
    ),
    fc.constantFrom("", "\uFEFF"),
    fc.constantFrom("", "data: broken off", "data: broken off\n", "id: 5\n", ":"),
  )
  .map(([events, endings, bom, tail]) => {
    let ending: string | undefined;
    const lines = events.flatMap((event) => [...event, ""]);
    const ended = lines.map((line, at) => {
      // A blank line ends as the one before it did: LF after CR would be one line end, and join two events.
      if (line !== "") ending = endings[at % endings.length];
      return line + (ending ?? "\n");
    });
    return bom + ended.join("") + tail;
  })
  // Encoded and decoded, a half of a pair is what the reader gets too.
  .map((text) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)));

/** A place that comes twice makes an empty part. */
const places = fc
  .array(fc.nat(400), { maxLength: 30 })
  .chain((once) => fc.subarray(once).map((twice) => [...once, ...twice]));

test("any stream of any dialect, cut anywhere, is read as the standard reads it whole", async () => {
  await fc.assert(
    fc.asyncProperty(stream, places, async (text, at) => {
      expect(await read(cut(text, at))).toEqual(interpret(text));
    }),
    { numRuns: 1_000 },
  );
});

test("the streams compared hold what they should", () => {
  const seen = fc.sample(stream, { numRuns: 500, seed: 1 });
  const some = (test: (text: string) => boolean) => expect(seen.filter(test).length).toBeGreaterThan(5);
  for (const ending of [/[^\r]\n/, /\r\n/, /\r[^\n]/]) some((text) => ending.test(text));
  some((text) => text.startsWith("\uFEFF"));
  some((text) => /id: ?[^\n\r]*\0/.test(text));
  some((text) => text.includes("\u2028"));
  some((text) => interpret(text).events.length > 3);
  some((text) => interpret(text).events.some(({ data: all }) => all.includes("\n")));
  some((text) => interpret(text).retryMs !== undefined);
  some((text) => interpret(text).events.some(({ lastEventId }) => lastEventId !== ""));
});
