import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { inParts } from "../../test/in-parts.ts";
import { collect, failure } from "../../test/server.ts";
import { createClient } from "../index.ts";

const mebi = 1024 * 1024;
const limit = 16 * mebi;
const encoder = new TextEncoder();

/** One event of so many characters up to its last line end, in reads of 64 KiB, with a small one before it. */
const read = (chars: number, character = "x") => {
  const [head, tail] = ['data: {"n":"', '"}'];
  const fill = chars - head.length - tail.length;
  function* parts() {
    yield encoder.encode('data: {"n":1}\n\n');
    yield encoder.encode(head);
    for (let left = fill; left > 0; left -= 65_536)
      yield encoder.encode(character.repeat(Math.min(left, 65_536)));
    yield encoder.encode(tail);
    yield encoder.encode("\n\ndata: [DONE]\n\n");
  }
  return collect(
    ticks(createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts()) })),
  );
};

test("an event may have 16,777,216 characters, and not one more", async () => {
  expect((await read(limit)).map(({ n }) => String(n).length)).toEqual([1, limit - 14]);
  const error = await failure(read(limit + 1));
  expect(error).toMatchObject({ name: "StreamError", code: "event_too_large", retryable: false });
});

test("characters are counted, not bytes", async () => {
  expect(await read(6 * mebi, "日")).toHaveLength(2);
});

test("many events of a body may be longer together", async () => {
  const part = encoder.encode(`data: {"n":"${"x".repeat(5 * mebi)}"}\n\n`);
  const parts = [part, part, part, part, encoder.encode("data: [DONE]\n\n")];
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts) });
  expect(await collect(ticks(client))).toHaveLength(4);
});

// Looking through what is there at every read would take minutes, or more memory than there is.
test.each([
  ["one line", 92_594],
  ["many lines", 83_335],
])("5 MB in small reads, as %s, take 64 MB of memory at most", (form, items) => {
  const program = fileURLToPath(new URL("../../test/read-large-event.ts", import.meta.url));
  const options = ["--conditions=platform-source", "--max-old-space-size=64", program, form];
  expect(execFileSync(process.execPath, options, { encoding: "utf8" })).toBe(`${items}\n`);
});
