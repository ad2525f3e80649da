import type { Call } from "../call.ts";
import type { Inflight } from "../inflight.ts";
import type { Seen } from "../observe/observe.ts";
import { type Answer, runCall } from "./run-call.ts";
import { runDownload } from "./run-download.ts";
import { ndjson } from "./ndjson.ts";
import { runStream } from "./run-stream.ts";
import { sse } from "./sse.ts";

/** Carries out the call in the way of its kind. The request counts as running until its answer is out. */
export async function respond(
  call: Call,
  running: ReturnType<Inflight["begin"]>,
  seen: Seen,
): Promise<Response> {
  const { kind } = call.operation.contract;
  if (kind === "stream" || kind === "lines") {
    let end = running.done;
    const ended = new Promise<void>((resolve) => {
      end = () => {
        running.done();
        resolve();
      };
    });
    try {
      const response = await runStream(
        call,
        { abort: running.abort, finished: end },
        kind === "lines" ? ndjson : sse,
      );
      seen.ended = ended;
      return response;
    } catch (error) {
      end();
      throw error;
    }
  }
  try {
    return kind === "download" ? await runDownload(call) : render(await runCall(call));
  } catch (error) {
    // What the server's stop or the client's leaving broke is told as that.
    throw call.signal.aborted ? call.signal.reason : error;
  } finally {
    running.done();
  }
}

function render({ status, body, replayed }: Answer): Response {
  const headers: Record<string, string> = replayed ? { "idempotent-replayed": "true" } : {};
  if (status === 204) return new Response(null, { status, headers });
  return new Response(body, { status, headers: { ...headers, "content-type": "application/json" } });
}
