import type { Fault, Hit } from "./fault.ts";
import { begin, chunk, lastChunk, partsOf, pause, put, sample, sendRaw } from "./wire.ts";

const kinds = ["stream"] as const;

/** The first event comes as it should, and `rest` behind it, as if that were all. */
const firstThen = async (hit: Hit, rest: string) => {
  const right = await hit.answer();
  const text = Buffer.from(await sample(right)).toString();
  await sendRaw(hit, 200, right.headers, text.slice(0, text.indexOf("\n\n") + 2) + rest);
};

/** In the events of a stream. */
export const streamFaults = {
  "missing-done": {
    about: "Every event comes, and the stream ends in order without `data: [DONE]`.",
    runs: true,
    kinds,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      for await (const part of partsOf(right)) {
        if (!Buffer.from(part).equals(Buffer.from("data: [DONE]\n\n"))) await put(hit.socket, chunk(part));
      }
      await put(hit.socket, lastChunk);
      hit.socket.end();
    },
  },
  "cut-in-event": {
    about: "The stream ends in order within its second event.",
    runs: true,
    kinds,
    strike: (hit) => firstThen(hit, 'data: {"'),
  },
  "stall-mid-stream": {
    about: "The first event comes, then nothing.",
    runs: true,
    kinds,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      for await (const part of partsOf(right)) {
        await put(hit.socket, chunk(part));
        break;
      }
    },
  },
  "heartbeats-only": {
    about: "Comments come as signs of life, one each pause, and never an event.",
    runs: true,
    kinds,
    strike: async (hit) => {
      await begin(hit, await hit.answer());
      while (!hit.socket.destroyed) {
        await put(hit.socket, chunk(Buffer.from(": heartbeat\n\n")));
        await pause(hit.paceMs);
      }
    },
  },
  "endless-event": {
    about: "An event begins and does not end, as fast as the client takes it.",
    runs: true,
    kinds,
    strike: async (hit) => {
      await begin(hit, await hit.answer());
      await put(hit.socket, chunk(Buffer.from('data: {"')));
      const block = chunk(Buffer.alloc(65_536, "x"));
      while (!hit.socket.destroyed) await put(hit.socket, block);
    },
  },
  "event-not-json": {
    about: "The first event comes, then one whose data is no JSON.",
    runs: true,
    kinds,
    strike: (hit) => firstThen(hit, "data: {not json}\n\ndata: [DONE]\n\n"),
  },
  "error-event": {
    about: "The first event comes, then `event: error` with an error that may pass.",
    runs: true,
    kinds,
    strike: (hit) => {
      const error = { code: "overloaded", message: "Too much at once.", retryable: true };
      return firstThen(hit, `event: error\ndata: ${JSON.stringify({ error })}\n\n`);
    },
  },
  "final-error-event": {
    about: "The first event comes, then `event: error` with an error that will not pass.",
    runs: true,
    kinds,
    strike: (hit) => {
      const error = { code: "refused", message: "Not allowed.", retryable: false };
      return firstThen(hit, `event: error\ndata: ${JSON.stringify({ error })}\n\n`);
    },
  },
  "event-twice": {
    about: "Every part of the stream but the end comes twice, under the same event id where there is one.",
    runs: true,
    kinds,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      for await (const part of partsOf(right))
        await put(hit.socket, Buffer.concat([chunk(part), chunk(part)]));
      await put(hit.socket, lastChunk);
      hit.socket.end();
    },
  },
  "event-after-done": {
    about: "More events come behind `data: [DONE]`.",
    runs: true,
    kinds,
    strike: async (hit) => {
      const right = await hit.answer();
      await begin(hit, right);
      for await (const part of partsOf(right)) await put(hit.socket, chunk(part));
      await put(hit.socket, chunk(Buffer.from('data: {"late":true}\n\n')));
      await put(hit.socket, lastChunk);
      hit.socket.end();
    },
  },
} satisfies Record<string, Fault>;
