import { expect, test } from "vitest";
import { ticks } from "../../test/actions.ts";
import { inParts } from "../../test/in-parts.ts";
import { collect } from "../../test/server.ts";
import { createClient } from "../index.ts";

const texts = ["žluť", "日本語", "👩‍👩‍👧", "a\n\nb", "line\u2028separator", ""];
const lines = texts.map((n) => `data: ${JSON.stringify({ n })}\n\n`).join("");
const lf = `${lines}data: [DONE]\n\n`;

const dialects: Record<string, string> = {
  LF: lf,
  CRLF: lf.replaceAll("\n", "\r\n"),
  CR: lf.replaceAll("\n", "\r"),
  BOM: `\uFEFF${lf}`,
  "no space": lf.replaceAll("data: ", "data:"),
  "comments, id, retry, event": lf.replaceAll(
    "data: ",
    ": beat\n\nid: 7\nretry: 10\nevent: tick\nunknown: x\ndata: ",
  ),
  "multi-line data": lf.replaceAll('data: {"n":', 'data: {\ndata: "n":\ndata:  '),
  "raw U+2028": lf.replaceAll("\\u2028", "\u2028"),
};

const read = async (parts: Uint8Array<ArrayBuffer>[]) => {
  const client = createClient({ apiKey: "key", baseUrl: "http://localhost", fetch: inParts(parts) });
  return (await collect(ticks(client))).map((event) => event.n);
};

test.each(Object.entries(dialects))("%s: cut in two at every byte, and byte by byte", async (_, recorded) => {
  const bytes = new TextEncoder().encode(recorded);
  for (let at = 0; at <= bytes.length; at++) {
    expect(await read([bytes.slice(0, at), bytes.slice(at)]), `cut at ${at}`).toEqual(texts);
  }
  expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(texts);
});
