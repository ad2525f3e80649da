import type { Wire } from "../../action/schema.ts";
import { validate } from "../../action/validate.ts";
import { errorAnswer, refusal } from "./error-answer.ts";
import type { Framing } from "./framing.ts";

/** How events become bytes. */
export interface FrameOptions {
  readonly name: string;
  readonly event: Wire<unknown>;
  readonly framing: Framing;
  /** The number of the first event, where they are numbered. */
  readonly firstId: number | undefined;
  readonly heartbeatMs: number;
  readonly requestId: string;
}

const silence = Symbol("silence");

/**
 * Events up to the mark of their end, with a sign of life where the next event lets itself be waited for. The first part is ready when this returns: a failure before it is an ordinary error.
 */
export async function eventFrames(
  events: AsyncIterable<unknown>,
  options: FrameOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const iterator = events[Symbol.asyncIterator]();
  const { framing } = options;
  let id = options.firstId;
  const ask = () => {
    const asked = iterator.next();
    // Its failure is met when it is waited for; until then it is not unhandled.
    asked.catch(() => {});
    return asked;
  };
  let next = ask();
  let ready: Awaited<typeof next> | typeof silence | undefined = await orSilence(next, options.heartbeatMs);
  return (async function* () {
    try {
      for (;;) {
        const step = ready ?? (await orSilence(next, options.heartbeatMs));
        ready = undefined;
        if (step === silence) yield Buffer.from(framing.heartbeat);
        else if (step.done) break;
        else {
          const json = JSON.stringify(await agreed(step.value, options));
          yield Buffer.from(framing.item(json, id === undefined ? id : id++));
          next = ask();
        }
      }
      yield Buffer.from(framing.end);
    } catch (error) {
      const { body } = errorAnswer(error, options.requestId);
      yield Buffer.from(framing.error(String(Buffer.from(body as Uint8Array))));
    }
  })();
}

const agreed = (event: unknown, { name, event: schema }: FrameOptions) =>
  validate(schema, event, (sentence, param) => badResult(name, sentence, param));

/** The handler's own mistake, told so that whoever wrote it finds it. */
export const badResult = (name: string, sentence: string, param: string | undefined): Error =>
  refusal(
    500,
    "invalid_result",
    `The handler of ${name} gave what its contract does not allow: ${sentence}`,
    {
      param,
    },
  );

/** The step, or `silence` when it did not come for so long. */
async function orSilence<T>(step: Promise<T>, ms: number): Promise<T | typeof silence> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<typeof silence>((resolve) => {
    timer = setTimeout(resolve, ms, silence);
  });
  try {
    return await Promise.race([step, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
