import type { Fault, Hit } from "./fault.ts";
import { begin, chunk, half, lastChunk, partsOf, pause, put, reset } from "./wire.ts";

/** The headers and the first half of the body, the rest still to come by what is said. */
const beginHalf = async (hit: Hit) => {
  const right = await hit.answer();
  await begin(hit, right);
  await put(hit.socket, chunk(await half(right)));
};

/** In how the body of the answer comes. */
export const bodyFaults = {
  "reset-mid-body": {
    about: "Half of the body comes, then the connection is reset.",
    runs: true,
    strike: async (hit) => {
      await beginHalf(hit);
      await reset(hit.socket);
    },
  },
  "closed-mid-body": {
    about: "Half of the body comes, then the connection is closed in order, before the last chunk.",
    runs: true,
    strike: async (hit) => {
      await beginHalf(hit);
      hit.socket.end();
    },
  },
  "stall-mid-body": {
    about: "Half of the body comes, then nothing.",
    runs: true,
    strike: beginHalf,
  },
  "bad-chunk": {
    about: "Half of the body comes, then a chunk whose length is no number.",
    runs: true,
    strike: async (hit) => {
      await beginHalf(hit);
      await put(hit.socket, "zz\r\nzz\r\n");
      hit.socket.end();
    },
  },
  "slow-body": {
    about:
      "The right body comes in ten parts with a pause before each; of a stream or lines, each part after a pause.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      for await (const part of partsOf(right)) {
        const size = right.body instanceof Uint8Array ? Math.ceil(part.byteLength / 10) : part.byteLength;
        for (let at = 0; at < part.byteLength; at += size) {
          await pause(hit.paceMs);
          await put(hit.socket, chunk(part.subarray(at, at + size)));
        }
      }
      await put(hit.socket, lastChunk);
      hit.socket.end();
    },
  },
  "byte-by-byte": {
    about: "The right body comes with every byte (of the first 1,000) in a chunk and a write of its own.",
    runs: true,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      let left = 1_000;
      for await (const part of partsOf(right)) {
        const single = part.subarray(0, left);
        left -= single.byteLength;
        for (const byte of single) await put(hit.socket, chunk(Uint8Array.of(byte)));
        await put(hit.socket, chunk(part.subarray(single.byteLength)));
      }
      await put(hit.socket, lastChunk);
      hit.socket.end();
    },
  },
} satisfies Record<string, Fault>;
