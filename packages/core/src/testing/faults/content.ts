import type { Fault, Hit } from "./fault.ts";
import { begin, chunk, headText, partsOf, put, putBody, sample, sendRaw } from "./wire.ts";

const hugeBytes = 100 * 1_048_576;
const page = "<!doctype html><title>Sign in</title><p>Sign in to this network.</p>";

/** A whole, well-framed answer of other bytes than the right ones. */
const sendOther = async (hit: Hit, make: (bytes: Uint8Array) => Uint8Array) => {
  const right = await hit.answer();
  await sendRaw(hit, right.status, right.headers, make(await sample(right)));
};

/** In what the body of the answer says; it comes whole, by what HTTP can tell. */
export const contentFaults = {
  truncated: {
    about: "Half of the body comes and is said to be all of it: only the content can tell.",
    runs: true,
    strike: (hit) => sendOther(hit, (bytes) => bytes.subarray(0, Math.ceil(bytes.byteLength / 2))),
  },
  "cut-code-point": {
    about:
      "The body ends, as if whole, within its last character of more than one byte; without one, at its half.",
    runs: true,
    strike: (hit) =>
      sendOther(hit, (bytes) => {
        const lead = bytes.findLastIndex((byte) => byte >= 0xc0);
        return bytes.subarray(0, lead < 0 ? Math.ceil(bytes.byteLength / 2) : lead + 1);
      }),
  },
  "invalid-utf8": {
    about: "A byte that UTF-8 has no use for (0xFF) stands in the body's first text, or before the body.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      let struck = false;
      const spoilt = async function* () {
        for await (const part of partsOf(right)) {
          const text = Buffer.from(part).indexOf(':"');
          const at = text < 0 ? 0 : text + 2;
          yield struck ? part : Buffer.concat([part.subarray(0, at), Uint8Array.of(0xff), part.subarray(at)]);
          struck = true;
        }
      };
      await putBody(hit, spoilt());
    },
  },
  html: {
    about:
      "A page comes in place of the answer, as a network's sign-in does, with status 200 as `text/html`.",
    runs: false,
    strike: async (hit) => {
      for await (const _ of hit.request);
      await sendRaw(hit, 200, { "content-type": "text/html" }, page);
    },
  },
  "html-as-right-type": {
    about: "A page comes in place of the answer, with status 200 and the content type of the right one.",
    runs: true,
    strike: (hit) => sendOther(hit, () => Buffer.from(page)),
  },
  "empty-body": {
    about: "The right status and headers come with a body of no bytes.",
    runs: true,
    strike: (hit) => sendOther(hit, () => new Uint8Array()),
  },
  "no-content": {
    about: "A 204 comes, which has no body.",
    runs: true,
    strike: async ({ answer, socket }) => {
      await answer();
      await put(socket, headText(204, { connection: "close" }));
      socket.end();
    },
  },
  "wrong-shape": {
    about:
      'JSON comes that is not what the contract says: `{"unexpected":[null]}`, for a stream or lines as the first of them.',
    runs: true,
    kinds: ["action", "list", "upload", "stream", "lines"],
    strike: async (hit) => {
      const right = await hit.answer();
      const json = '{"unexpected":[null]}';
      const { framing } = right;
      await sendRaw(hit, 200, right.headers, framing ? framing.item(json) + framing.end : json);
    },
  },
  "huge-body": {
    about:
      "The right body begins with blanks, for a stream with comments, for lines with blank ones, up to 100 MiB.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const block = chunk(Buffer.from((right.framing?.filler ?? " ".repeat(1_024)).repeat(1_024)));
      await begin(hit, right);
      for (let sent = 0; sent < hugeBytes && !hit.socket.destroyed; sent += 1_048_576)
        await put(hit.socket, block);
      await putBody(hit, partsOf(right));
    },
  },
} satisfies Record<string, Fault>;
