import type { Client } from "../client/create-client.ts";
import type { CallOptions } from "../client/options.ts";
import type { Download } from "../action/define-download.ts";
import type { Page } from "../page/page.ts";
import type { EventStream } from "../stream/event-stream.ts";
import type { CheckedArguments } from "./check-arguments.ts";
import { readDownload } from "./read-download.ts";
import type { Tool } from "./tool.ts";

/** How much of an answer is read. */
export interface Limits {
  readonly maxChars: number;
  readonly maxEvents: number;
}

/** Some events of a stream, or lines. */
export interface CollectedEvents {
  events: unknown[];
  /** Whether these are all: `false` when the reading stopped at a limit. */
  complete: boolean;
}

type Call = (client: Client, params: unknown, ...rest: unknown[]) => unknown;

/** Carries a call out and gives what travelled: an answer, one page of a list, events, or text of a download. */
export async function runAction(
  client: Client,
  { action }: Tool,
  { params, content }: CheckedArguments,
  options: CallOptions,
  limits: Limits,
): Promise<unknown> {
  // A mapped operation makes a handle of its answer, of which a model could make nothing.
  const call = ("bare" in action ? action.bare : action) as Call;
  switch (action.contract.kind) {
    case "list":
      return (call(client, params, options) as Page<unknown>).first();
    case "stream":
    case "lines":
      return collect(call(client, params, options) as EventStream<unknown>, limits);
    case "upload":
      return call(client, params, content, options);
    case "download":
      return readDownload((await call(client, params, options)) as Download, limits.maxChars);
    default:
      return call(client, params, options);
  }
}

/** Reads a stream until it ends or is enough; leaving it then ends the request. */
async function collect(stream: EventStream<unknown>, limits: Limits): Promise<CollectedEvents> {
  const events: unknown[] = [];
  let chars = 0;
  for await (const event of stream) {
    events.push(event);
    chars += JSON.stringify(event)?.length ?? 0;
    if (events.length >= limits.maxEvents || chars > limits.maxChars) return { events, complete: false };
  }
  return { events, complete: true };
}
