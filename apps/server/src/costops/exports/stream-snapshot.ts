import { fail } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import type { Tenant } from "../../store/tenant-types.ts";

/** Each holds a database connection for as long as its client takes to read. */
const atOnce = 4;
/** A client that takes nothing for so long is let go, and its connection with it. */
const stalledMs = 60_000;
let running = 0;

/**
 * Bytes made from one snapshot of the database, as fast as the client takes them. A failure before the first byte
 * is an ordinary error; a later one breaks the transfer, so that a part is never taken for the whole.
 */
export async function streamSnapshot(
  { db, log }: Context,
  produce: (db: Tenant) => AsyncIterable<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  if (running >= atOnce) {
    fail(503, "too_many_exports", `${atOnce} exports run on this server. Try again in a minute.`, {
      headers: { "retry-after": "60" },
    });
  }
  running += 1;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const sent = db.snapshot(async (tx) => {
    for await (const part of produce(tx)) {
      begin();
      await inTime(writer.write(part));
    }
  });
  void finish(sent, writer, log);
  await Promise.race([begun, sent]);
  return readable;
}

/** Ends the stream as its work ended, and makes room for the next. */
async function finish(
  sent: Promise<void>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
  log: Context["log"],
): Promise<void> {
  try {
    await sent;
    await writer.close();
  } catch (error) {
    log.warn({ err: error }, "an export ended early");
    // Where the reader has gone already, nobody is left to be told.
    await writer.abort(error).catch(() => {});
  } finally {
    running -= 1;
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, stalledMs, new Error("The client took nothing for a minute."));
  });
  try {
    await Promise.race([work, stalled]);
  } finally {
    clearTimeout(timer);
    // When the time is up first, what the write says later is of no use.
    work.catch(() => {});
  }
}
