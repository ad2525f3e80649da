import type { Fault } from "./fault.ts";
import { chunk, headText, lastChunk, partsOf, put, reset } from "./wire.ts";

/** Before the first byte of an answer, or in its place. */
export const connectionFaults = {
  refused: {
    about:
      "Nobody listens at the address, for a request sent with the server's own `fetch`; any other way the connection is reset at once.",
    runs: false,
    strike: ({ socket }) => socket.resetAndDestroy(),
  },
  "reset-mid-request": {
    about: "The connection is reset when the request's headers have come, its body unread.",
    runs: false,
    strike: ({ socket }) => socket.resetAndDestroy(),
  },
  "reset-before-headers": {
    about: "The request is read to its end, then the connection is reset without an answer.",
    runs: false,
    strike: async ({ request, socket }) => {
      for await (const _ of request);
      await reset(socket);
    },
  },
  "closed-before-headers": {
    about: "The request is read to its end, then the connection is closed in order, without an answer.",
    runs: false,
    strike: async ({ request, socket }) => {
      for await (const _ of request);
      socket.end();
    },
  },
  "answer-lost": {
    about: "The request is carried out, then the connection is reset: the effect happened, no answer comes.",
    runs: true,
    strike: async ({ answer, socket }) => {
      await answer();
      await reset(socket);
    },
  },
  "request-twice": {
    about: "The request is delivered twice, as a proxy that tries again would; one answer comes.",
    runs: true,
    strike: async ({ answer, again, send }) => {
      const [first] = await Promise.all([answer(), again()]);
      await send(first);
    },
  },
  "answer-twice": {
    about: "The answer comes twice on one connection: the second one answers nothing that was asked.",
    runs: true,
    strike: async ({ answer, socket }) => {
      const right = await answer();
      const head = headText(right.status, { ...right.headers, "transfer-encoding": "chunked" });
      const sent: Uint8Array[] = [];
      await put(socket, head);
      for await (const part of partsOf(right)) {
        sent.push(chunk(part));
        await put(socket, chunk(part));
      }
      await put(socket, lastChunk + head);
      await put(socket, Buffer.concat([...sent, Buffer.from(lastChunk)]));
      socket.end();
    },
  },
  "closed-while-idle": {
    about: "The answer is right and keeps the connection alive, which is then closed behind it at once.",
    runs: true,
    strike: async ({ answer, socket }) => {
      const right = await answer();
      const alive = { "transfer-encoding": "chunked", connection: "keep-alive", "keep-alive": "timeout=60" };
      await put(socket, headText(right.status, { ...right.headers, ...alive }));
      for await (const part of partsOf(right)) await put(socket, chunk(part));
      await put(socket, lastChunk);
      socket.end();
    },
  },
  "stall-before-headers": {
    about: "The request is read to its end and not carried out; then nothing comes.",
    runs: false,
    strike: async ({ request }) => {
      for await (const _ of request);
    },
  },
  "stall-after-effect": {
    about: "The request is carried out; then nothing comes.",
    runs: true,
    strike: ({ answer }) => answer(),
  },
  garbage: {
    about: "Bytes come that are no HTTP, then the connection is closed.",
    runs: false,
    strike: async ({ request, socket }) => {
      for await (const _ of request);
      await put(socket, "\u0016\u0003\u0001 nothing of this is HTTP\r\n\r\n");
      socket.end();
    },
  },
} satisfies Record<string, Fault>;
