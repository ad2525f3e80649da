import fc from "fast-check";
import { expect, test } from "vitest";
import { cutBytes, inParts } from "../../test/in-parts.ts";
import { beginAttempt } from "../transport/attempt.ts";
import { lines } from "./lines.ts";

/** Our own reading of a body that comes in these parts. */
async function read(parts: Uint8Array<ArrayBuffer>[]) {
  const response = await inParts(parts)("http://localhost");
  const all: string[] = [];
  for await (const some of lines(response, beginAttempt(undefined, Infinity), { complete: false })) {
    // Who reads is never woken for nothing.
    expect(some).not.toEqual([]);
    all.push(...some);
  }
  return all;
}

/** The plain reading: the whole text split, what has no line end behind it left out. */
const reference = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.trim() !== "");

const encode = (text: string) => [...new TextEncoder().encode(text)];
/** Text of several bytes a character, what only looks like a line end, halves of characters, and no UTF-8 at all. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("\n", "\r\n").map(encode) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 5 }).map(encode) },
  fc
    .constantFrom("žluť", "日本", "😀", "👩‍👩‍👧", "\uFEFF", "\u2028", "\u0085", "\r", "\v\f", " \t", '{"n":1}')
    .map(encode),
  fc.constantFrom([0xff], [0xc3], [0xe6, 0x97], [0xf0, 0x9f, 0x98], [0x80], [0xed, 0xa0, 0x80]),
);
/** Node's own decoder drops a mark of the byte order that is near the start too, when it gets what is before it in parts. */
const lateMark = (bytes: Uint8Array) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).slice(1, 4).includes("\uFEFF");
const body = fc
  .tuple(fc.constantFrom("", "\uFEFF"), fc.array(piece, { maxLength: 30, size: "max" }))
  .map(([bom, pieces]) => Uint8Array.from([...encode(bom), ...pieces.flat()]))
  .filter((bytes) => !lateMark(bytes));
/** A place that comes twice makes an empty part. */
const places = fc.oneof(
  fc.array(fc.nat(120), { maxLength: 30 }),
  fc.constant(Array.from({ length: 400 }, (_, at) => at)),
);

test("any bytes, cut anywhere, are read into the lines that the whole text has", async () => {
  await fc.assert(
    fc.asyncProperty(body, places, async (bytes, at) => {
      expect(await read(cutBytes(bytes, at))).toEqual(reference(bytes));
    }),
    { numRuns: 1_000 },
  );
});

test("the bodies compared hold what they should", () => {
  const seen = fc.sample(body, { numRuns: 500, seed: 1 });
  const texts = seen.map((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  const some = (test: (text: string, at: number) => boolean) =>
    expect(texts.filter(test).length).toBeGreaterThan(5);
  for (const has of [/[^\r\n]\n/, /[^\r\n]\r\n/, /\r[^\n]/, /\n\r?\n/, /\n[ \t]+\n/, /[^\n]$/])
    some((text) => has.test(text));
  some((text) => text.startsWith("\uFEFF"));
  some((text) => /[\u{10000}-\u{10FFFF}]/u.test(text));
  some((text) => text.includes("\u2028"));
  some((text) => text.includes("\uFFFD"));
  some((_, at) => reference(seen[at] as Uint8Array).length > 3);
});
