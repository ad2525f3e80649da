import type { Fault, Hit } from "./fault.ts";
import { begin, chunkHead, headText, partsOf, pause, put, putBody, reset, sample, sendRaw } from "./wire.ts";

const headHalf = async ({ answer, socket }: Hit) => {
  const { status, headers } = await answer();
  const text = headText(status, { ...headers, ...chunkHead });
  // In the middle of a name.
  await put(socket, text.slice(0, text.indexOf("transfer-") + 5));
};

/** In the head of the answer, or right behind it. */
export const headerFaults = {
  "reset-mid-headers": {
    about: "The connection is reset in the middle of a header.",
    runs: true,
    strike: async (hit) => {
      await headHalf(hit);
      await reset(hit.socket);
    },
  },
  "reset-after-headers": {
    about: "The headers come, then the connection is reset.",
    runs: true,
    strike: async (hit) => {
      await begin(hit, await hit.answer());
      await reset(hit.socket);
    },
  },
  "stall-mid-headers": {
    about: "Nothing comes any more in the middle of a header.",
    runs: true,
    strike: headHalf,
  },
  "stall-after-headers": {
    about: "The headers come, then nothing.",
    runs: true,
    strike: async (hit) => begin(hit, await hit.answer()),
  },
  "slow-headers": {
    about: "The headers come in ten parts with a pause before each, then the right body.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const head = headText(right.status, { ...right.headers, ...chunkHead });
      const size = Math.ceil(head.length / 10);
      for (let at = 0; at < head.length; at += size) {
        await pause(hit.paceMs);
        await put(hit.socket, head.slice(at, at + size));
      }
      await putBody(hit, partsOf(right));
    },
  },
  "early-hints": {
    about: "Two provisional answers (102, 103) come before the right one.",
    runs: true,
    strike: async ({ answer, send, response }) => {
      const right = await answer();
      response.writeProcessing();
      await new Promise<void>((resolve) =>
        response.writeEarlyHints({ link: "</style.css>; rel=preload" }, resolve),
      );
      await send(right);
    },
  },
  "huge-headers": {
    about: "A header of 1 MiB comes with the right answer.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const headers = { ...right.headers, "x-huge": "x".repeat(1_048_576) };
      await sendRaw(hit, right.status, headers, await sample(right));
    },
  },
  "bad-header": {
    about: "A header holds a NUL, which none may.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      await put(hit.socket, headText(right.status, { ...right.headers, "x-bad": "a\0b", ...chunkHead }));
      await putBody(hit, partsOf(right));
    },
  },
  "two-lengths": {
    about: "Two Content-Length headers come that contradict each other.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const body = await sample(right);
      const lengths = [String(body.byteLength), String(body.byteLength + 1)];
      await sendRaw(hit, right.status, { ...right.headers, "content-length": lengths }, body);
    },
  },
  "length-too-long": {
    about: "Content-Length promises 100 bytes more than come before the connection is closed in order.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const body = await sample(right);
      const length = { "content-length": String(body.byteLength + 100) };
      await sendRaw(hit, right.status, { ...right.headers, ...length }, body);
    },
  },
  "length-too-short": {
    about: "Content-Length promises half of what comes.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      const body = await sample(right);
      const length = { "content-length": String(Math.ceil(body.byteLength / 2)) };
      await sendRaw(hit, right.status, { ...right.headers, ...length }, body);
    },
  },
  "wrong-type": {
    about: "The right body comes as `application/x-other`.",
    runs: true,
    strike: async ({ answer, send }) => {
      const right = await answer();
      await send({ ...right, headers: { ...right.headers, "content-type": "application/x-other" } });
    },
  },
  "no-type": {
    about: "The right body comes without a content type.",
    runs: true,
    strike: async ({ answer, send }) => {
      const right = await answer();
      const { "content-type": _, ...headers } = right.headers as Record<string, string>;
      await send({ ...right, headers });
    },
  },
  "not-gzip": {
    about: "The body is said to be gzip and is not.",
    runs: true,
    strike: async ({ answer, send }) => {
      const right = await answer();
      await send({ ...right, headers: { ...right.headers, "content-encoding": "gzip" } });
    },
  },
} satisfies Record<string, Fault>;
