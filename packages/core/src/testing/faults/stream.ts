import { buffer } from "node:stream/consumers";
import type { Answer } from "../server/answer.ts";
import type { Framing } from "../server/framing.ts";
import type { Fault, Hit } from "./fault.ts";
import { begin, chunk, partsOf, pause, put, putBody, sendRaw } from "./wire.ts";

/** An answer whose values come one after the other. */
interface Framed {
  readonly right: Answer;
  readonly framing: Framing;
}

/** A fault of such answers; one that refuses the request is sent as it should be. */
const framed = (about: string, strike: (hit: Hit, framed: Framed) => unknown): Fault => ({
  about,
  runs: true,
  kinds: ["stream", "lines"],
  strike: async (hit) => {
    const right = await hit.answer();
    const { framing } = right;
    await (framing === undefined ? hit.send(right) : strike(hit, { right, framing }));
  },
});

const says = (part: Uint8Array, text: string) => Buffer.from(part).equals(Buffer.from(text));

/** The parts up to the first event or line, or to the end where none is left; before it come only signs of life. */
async function* first({ right, framing }: Framed): AsyncGenerator<Uint8Array> {
  for await (const part of partsOf(right)) {
    yield part;
    if (!says(part, framing.heartbeat)) return;
  }
}

/** The first event or line comes as it should, and `rest` behind it, as if that were all. */
const firstThen = async (hit: Hit, answer: Framed, rest: string) => {
  const begun = await buffer(first(answer));
  await sendRaw(hit, 200, answer.right.headers, Buffer.concat([begun, Buffer.from(rest)]));
};

/** How an event or a line begins. */
const beginning = ({ item }: Framing) => item('{"').trimEnd();

const errorOf = ({ error }: Framing, code: string, message: string, retryable: boolean) =>
  error(JSON.stringify({ error: { code, message, retryable } }));

/** In the events of a stream, or among lines of JSON. */
export const streamFaults = {
  "missing-done": framed(
    'All comes but the end that is agreed on, `data: [DONE]` or the line `{"done":true}`; the body ends in order.',
    async (hit, { right, framing }) => {
      await begin(hit, right);
      const unended = async function* () {
        for await (const part of partsOf(right)) if (!says(part, framing.end)) yield part;
      };
      await putBody(hit, unended());
    },
  ),
  "cut-in-event": framed("The body ends in order within its second event or line.", (hit, answer) =>
    firstThen(hit, answer, beginning(answer.framing)),
  ),
  "stall-mid-stream": framed("The first event or line comes, then nothing.", async (hit, answer) => {
    await begin(hit, answer.right);
    for await (const part of first(answer)) await put(hit.socket, chunk(part));
  }),
  "heartbeats-only": framed(
    "Comments, or empty lines, come as signs of life, one each pause, and never an event or a line of data.",
    async (hit, { right, framing }) => {
      await begin(hit, right);
      while (!hit.socket.destroyed) {
        await put(hit.socket, chunk(Buffer.from(framing.heartbeat)));
        await pause(hit.paceMs);
      }
    },
  ),
  "endless-event": framed(
    "An event or a line begins and does not end, as fast as the client takes it.",
    async (hit, { right, framing }) => {
      await begin(hit, right);
      await put(hit.socket, chunk(Buffer.from(beginning(framing))));
      const block = chunk(Buffer.alloc(65_536, "x"));
      while (!hit.socket.destroyed) await put(hit.socket, block);
    },
  ),
  "event-not-json": framed("The first event or line comes, then one that is no JSON.", (hit, answer) =>
    firstThen(hit, answer, answer.framing.item("{not json}") + answer.framing.end),
  ),
  "error-event": framed(
    'The first event or line comes, then `event: error`, or the line `{"error":…}`, with an error that may pass.',
    (hit, answer) => firstThen(hit, answer, errorOf(answer.framing, "overloaded", "Too much at once.", true)),
  ),
  "final-error-event": framed("As `error-event`, with an error that will not pass.", (hit, answer) =>
    firstThen(hit, answer, errorOf(answer.framing, "refused", "Not allowed.", false)),
  ),
  "event-twice": framed(
    "Every event or line but the end comes twice, under the same event id where there is one.",
    async (hit, { right, framing }) => {
      await begin(hit, right);
      const doubled = async function* () {
        for await (const part of partsOf(right))
          yield says(part, framing.end) ? part : Buffer.concat([part, part]);
      };
      await putBody(hit, doubled());
    },
  ),
  "event-after-done": framed("More comes behind the end that is agreed on.", async (hit, answer) => {
    await begin(hit, answer.right);
    const more = async function* () {
      yield* partsOf(answer.right);
      yield Buffer.from(answer.framing.item('{"late":true}'));
    };
    await putBody(hit, more());
  }),
} satisfies Record<string, Fault>;
