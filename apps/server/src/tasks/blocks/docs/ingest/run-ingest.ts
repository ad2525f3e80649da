import { type Client, ConflictError } from "@platform/core";
import { createIndex, type TextInput, upsertTexts } from "@platform/vectors";
import type { BlockContext } from "../../block.ts";
import type { IngestInputs, IngestResult } from "./schemas.ts";
import { findFolder } from "./source/find-folder.ts";
import { sentFiles } from "./source/sent-files.ts";
import { type Sources, UnreadableError } from "./source/source.ts";
import { walkFolder } from "./source/walk-folder.ts";
import { tellSkipped } from "./tell-skipped.ts";
import { sha256, toTexts } from "./to-texts.ts";

/** Passages sent in one request. */
const batchSize = 32;

/** Reads, cuts and writes, file by file. */
export async function runIngest(context: BlockContext<IngestInputs>): Promise<IngestResult> {
  const { inputs, client, signal, log, progress, key } = context;
  const { index } = inputs;
  const { sources, skipped } = await gather(context);
  tellSkipped(skipped, log);
  await haveIndex(client, index, { signal, idempotencyKey: key("index") });

  const counts = { files: 0, chunks: 0, skipped: skipped.length };
  const allBytes = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  for (const [at, source] of sources.entries()) {
    signal.throwIfAborted();
    const texts = await textsOf(source, inputs, (reason) => log(`skipped ${source.name}: ${reason}`));
    for (let from = 0; from < texts.length; from += batchSize) {
      const batch = texts.slice(from, from + batchSize);
      // The same batch in a later attempt is the same request: it is answered, not done and priced again.
      const idempotencyKey = key(sha256(JSON.stringify(batch)));
      await upsertTexts(client, { index, texts: batch }, { signal, idempotencyKey });
      counts.chunks += batch.length;
      const within = Math.min(1, (from + batchSize) / texts.length);
      const share = (doneBytes + source.bytes * within) / Math.max(1, allBytes);
      progress(Math.floor(share * 99), `${source.name} (${at + 1} of ${sources.length})`);
    }
    if (texts.length === 0) counts.skipped++;
    else {
      counts.files++;
      log(`${source.name}: ${texts.length} ${texts.length === 1 ? "passage" : "passages"}`);
    }
    doneBytes += source.bytes;
  }
  return { ...counts, index };
}

async function gather({ inputs, folders }: BlockContext<IngestInputs>): Promise<Sources> {
  const { folder, files = [], include } = inputs;
  if (folder === undefined) return sentFiles(files, include);
  // Asked again: the folder may be another one by now.
  return walkFolder(await findFolder(folder, folders), include);
}

/** Makes the index unless it is there. Asking first would be one more request to pay in each attempt. */
async function haveIndex(
  client: Client,
  name: string,
  options: { signal: AbortSignal; idempotencyKey: string },
): Promise<void> {
  try {
    await createIndex(client, { name }, options);
  } catch (error) {
    if (!(error instanceof ConflictError && error.code === "index_exists")) throw error;
  }
}

async function textsOf(
  source: Sources["sources"][number],
  size: IngestInputs,
  skip: (reason: string) => void,
): Promise<TextInput[]> {
  try {
    const texts = toTexts(source, await source.read(), size);
    if (texts.length === 0) skip("there is no text in it");
    return texts;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    skip(error.message);
    return [];
  }
}
