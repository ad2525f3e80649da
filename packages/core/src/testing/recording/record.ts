import type { Layer } from "../../use/layer.ts";
import { encodeBytes, type Exchange, type RecordedResponse, writeRecording } from "./format.ts";
import { makeMask, type MaskOptions } from "./mask.ts";
import { bodyOf, type Send, toFetch } from "./send.ts";

/** Writes down every exchange that goes through it. Disposing it saves the file a last time. */
export interface Recorder extends AsyncDisposable {
  /** For `createClient({ use: [recorder.layer] })`; as the last in `use` it sees what really travels. */
  readonly layer: Layer;
  /** For any program that takes a `fetch`. */
  readonly fetch: typeof fetch;
  /** Saves what there is now; also done after each exchange. @throws when the file cannot be written. */
  save(): Promise<void>;
}

/** An exchange in progress, with its secrets still in it. */
interface Open {
  method: string;
  url: string;
  headers: Array<[string, string]>;
  body?: () => Uint8Array | undefined;
  response?: Response;
  chunks: Uint8Array[];
  waits: number[];
  end: RecordedResponse["end"];
  failure?: Exchange["failure"];
}

/**
 * Records exchanges into a file, to the byte and with the boundaries of parts, for `replay`. Keys never get into
 * it: see `MaskOptions`.
 *
 * @example
 * await using recorder = record("recordings/notes.json");
 * await getNote(createClient({ use: [recorder.layer] }), { noteId: "note_1" });
 */
export function record(file: string, options: MaskOptions = {}): Recorder {
  const mask = makeMask(options);
  const exchanges: Open[] = [];
  let writing: Promise<void> = Promise.resolve();
  const save = () => {
    // A write waits for the one before it, whatever became of that.
    writing = writing.catch(() => {}).then(() => writeRecording(file, exchanges.map(seal)));
    writing.catch(() => {});
    return writing;
  };
  /** Masked only now: a secret may have been seen in a body before it was known as one. */
  const seal = (open: Open): Exchange => {
    const bytes = open.body?.();
    const { method, response } = open;
    const url = mask.text(open.url);
    const failure = open.failure && { ...open.failure, message: mask.text(open.failure.message) };
    const body = bytes && encodeBytes(mask.bytes(bytes));
    const request = { method, url, headers: mask.headers(open.headers), body };
    if (response === undefined) return { request, failure };
    const { status, statusText, headers } = response;
    const parts = open.chunks.map(({ byteLength }, at) => [byteLength, open.waits[at] ?? 0] as const);
    const whole = response.body === null ? undefined : encodeBytes(mask.bytes(Buffer.concat(open.chunks)));
    return {
      request,
      response: { status, statusText, headers: mask.headers(headers), body: whole, parts, end: open.end },
    };
  };

  const through = async (send: Send, url: string, init: RequestInit): Promise<Response> => {
    const { bytes, sent } = await bodyOf(init);
    const headers = new Headers(sent.headers);
    mask.learn(url, headers);
    const open: Open = {
      method: init.method ?? "GET",
      url,
      headers: [...headers],
      body: bytes,
      chunks: [],
      waits: [],
      end: "left",
    };
    exchanges.push(open);
    try {
      const response = await send(url, sent);
      open.response = response;
      return copy(response, open, init.signal ?? undefined, save);
    } catch (error) {
      const cause = (error as { cause?: unknown }).cause ?? error;
      const { code, message } = cause as { code?: string; message?: string };
      open.failure = { silent: init.signal?.aborted ?? false, code, message: message ?? String(cause) };
      throw error;
    } finally {
      void save();
    }
  };
  return {
    layer: (next) => (url, init) =>
      through((to, sent) => next(to, { ...init, ...sent } as typeof init), url, init),
    fetch: toFetch((url, init) => through(fetch, url, init)),
    save,
    [Symbol.asyncDispose]: save,
  };
}

/** The same answer, whose body is written down as it is read: nothing is read ahead of the reader. */
function copy(
  response: Response,
  open: Open,
  signal: AbortSignal | undefined,
  save: () => Promise<void>,
): Response {
  if (response.body === null) {
    open.end = "whole";
    return response;
  }
  const reader = response.body.getReader();
  let last = performance.now();
  const finish = (end: Open["end"]) => {
    open.end = end;
    void save();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            finish("whole");
            return controller.close();
          }
          open.waits.push(Math.round(performance.now() - last));
          last = performance.now();
          // A copy: the reader may change what it is given.
          open.chunks.push(value.slice());
          controller.enqueue(value);
        } catch (error) {
          finish(signal?.aborted ? "silent" : "broken");
          controller.error(error);
        }
      },
      cancel: (reason) => {
        finish("left");
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(body, { status, statusText, headers }), "url", { value: url });
}
