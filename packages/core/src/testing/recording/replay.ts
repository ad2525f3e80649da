import { ConnectionError } from "../../errors/client-errors.ts";
import type { Layer } from "../../use/layer.ts";
import { readRecording, type Recording } from "./format.ts";
import type { MaskOptions } from "./mask.ts";
import { play, silence } from "./play.ts";
import { ReplayError } from "./replay-error.ts";
import { toFetch } from "./send.ts";
import { takeExchange } from "./take-exchange.ts";

export interface ReplayOptions extends MaskOptions {
  /** Requests must come in the recorded order. Default `false`: each gets the first unused exchange like it. */
  readonly strict?: boolean | undefined;
  /** Parts come with the recorded waits between them. Default `false`: at once. */
  readonly paced?: boolean | undefined;
  /** Requests are told apart by method and address alone. Default `false`: by their body too. */
  readonly ignoreBody?: boolean | undefined;
}

/** Answers from a recording; no connection is made. */
export interface Replayer {
  /** For `createClient({ use: [replayer.layer] })`. */
  readonly layer: Layer;
  /** For any program that takes a `fetch`. As a client's `fetch` its errors are told as connection errors. */
  readonly fetch: typeof fetch;
  /** How many exchanges have not been asked for yet. */
  readonly left: number;
}

/**
 * Answers as `record` wrote it down: the same bytes in the same parts, cuts and failed connections included.
 *
 * @throws {ReplayError} `recording_unreadable` at once when the file is none; `not_recorded` from a request that
 *   is not in it, or was not made so often; `recording_ended` where the recording's client read no further.
 * @example
 * const { layer } = replay("recordings/notes.json");
 * const note = await getNote(createClient({ apiKey: "any", use: [layer] }), { noteId: "note_1" });
 */
export function replay(file: string, options: ReplayOptions = {}): Replayer {
  const unused = [...open(file).exchanges];
  const answer = async (url: string, init: RequestInit, refuse: Refuse): Promise<Response> => {
    const signal = init.signal ?? undefined;
    signal?.throwIfAborted();
    const { failure, response } = await takeExchange(unused, file, url, init, options);
    if (response) return play(response, url, signal, options.paced ?? false);
    if (failure === undefined || failure.silent) return silence(signal);
    throw refuse(url, Object.assign(new Error(failure.message), { code: failure.code }));
  };
  return {
    layer: () => (url, init) => {
      init.touch();
      return answer(url, init, connectionRefused);
    },
    fetch: toFetch((url, init) => answer(url, init, (_, cause) => new TypeError("fetch failed", { cause }))),
    get left() {
      return unused.length;
    },
  };
}

type Refuse = (url: string, cause: Error & { code: string | undefined }) => Error;

const connectionRefused: Refuse = (url, cause) =>
  new ConnectionError(`No answer from ${new URL(url).origin} (${cause.code ?? cause.message}).`, { cause });

function open(file: string): Recording {
  try {
    return readRecording(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ReplayError(`The recording ${file} cannot be read: ${why}.`, {
      code: "recording_unreadable",
      cause,
    });
  }
}
