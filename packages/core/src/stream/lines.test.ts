import fc from "fast-check";
import { expect, test } from "vitest";
import { counts } from "../../test/actions.ts";
import { cut, inParts } from "../../test/in-parts.ts";
import { collect, failure } from "../../test/server.ts";
import { createClient } from "../index.ts";

const type = "application/x-ndjson";
const read = async (parts: Iterable<Uint8Array<ArrayBuffer>>) => {
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts, type) });
  return (await collect(counts(client))).map(({ n }) => n);
};

const blank = fc.constantFrom("", "\n", "\r\n", " \t\n\n");
/** Values, and how each is written: with what JSON lets stand raw in a line, and with either line end. */
const written = fc.array(
  fc.tuple(
    fc.oneof(
      fc.jsonValue({ noUnicodeString: false }),
      fc.constantFrom("žluť", "日本語", "👩‍👩‍👧", "\u2028", "a\nb", "\uFEFF", "\u0085", "\r"),
    ),
    blank,
    fc.constantFrom("\n", "\r\n", " \n"),
  ),
  { maxLength: 8 },
);
const places = fc
  .array(fc.nat(400), { maxLength: 30 })
  .chain((once) => fc.subarray(once).map((twice) => [...once, ...twice]));

test("any lines, cut anywhere, are what was written", async () => {
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom("", "\uFEFF"), places, async (items, bom, at) => {
      const text = items.map(([n, before, end]) => `${before}${JSON.stringify({ n })}${end}`).join("");
      const expected = items.map(([n]) => (JSON.parse(JSON.stringify({ n })) as { n: unknown }).n);
      expect(await read(cut(`${bom}${text}{"done":true}\n`, at))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("no part of the body is taken before its turn", async () => {
  let pulled = 0;
  function* parts() {
    for (; pulled < 3;) yield new TextEncoder().encode(`{"n":${++pulled}}\n`);
    yield new TextEncoder().encode('{"done":true}\n');
  }
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts(), type) });
  for await (const { n } of counts(client)) expect(pulled).toBe(n);
  expect(pulled).toBe(3);
});

test("a line may have 16,777,216 characters, and not one more", async () => {
  const limit = 16 * 1024 * 1024;
  const encoder = new TextEncoder();
  const line = (chars: number) => `{"n":"${"x".repeat(chars - 8)}"}`;
  const whole = (chars: number) => [encoder.encode(line(chars)), encoder.encode('\n{"done":true}\n')];
  expect(String((await read(whole(limit)))[0]).length).toBe(limit - 8);
  expect(await failure(read(whole(limit + 1)))).toMatchObject({ code: "line_too_large" });
});

test("many lines may be longer together", async () => {
  const part = new TextEncoder().encode(`{"n":"${"x".repeat(5 * 1024 * 1024)}"}\n`);
  expect(await read([part, part, part, part, new TextEncoder().encode('{"done":true}\n')])).toHaveLength(4);
});

// Looking through what is there at every read would take minutes.
test("5 MB in small reads are joined once", async () => {
  const part = new TextEncoder().encode(`"${"0123456789".repeat(5)}",`);
  function* parts() {
    yield new TextEncoder().encode('{"n":[');
    for (let sent = 0; sent < 5_000_000; sent += part.length) yield part;
    yield new TextEncoder().encode('0]}\n{"done":true}\n');
  }
  expect((await read(parts()))[0]).toHaveLength(94_341);
});
