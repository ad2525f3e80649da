import { parentPort, workerData } from "node:worker_threads";
import { modelFile } from "../model/model-file.ts";
import { createTokenizer } from "../text/tokenizer.ts";
import { readVocabulary } from "../text/vocabulary.ts";
import { whileBusy } from "./exit-guard.ts";
import { createJob, unitVectors } from "./job.ts";
import type { FromThread, ThreadData, ToThread } from "./messages.ts";
import { createEncodeQueue } from "./queue.ts";
import { openSession } from "./session.ts";

// The thread that owns the model: everything slow happens here, off the server's event loop.
if (parentPort === null) throw new Error("this file runs as a worker thread");
const port = parentPort;
const { cacheDir, exitFlags } = workerData as ThreadData;

const tokenize = createTokenizer(readVocabulary());
const session = await whileBusy(exitFlags, async () => openSession(await modelFile(cacheDir)));

const say = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const queue = createEncodeQueue((windows) => whileBusy(exitFlags, () => session.run(windows)), {
  finished(job) {
    const vectors = unitVectors(job);
    say({ type: "encoded", id: job.id, vectors, tokens: job.tokens }, [vectors.buffer]);
  },
  failed: (job, error) => say({ type: "failed", id: job.id, reason: String(error) }),
});

port.on("message", (message: ToThread) => {
  if (message.type === "encode") queue.add(createJob(message.id, message.texts, tokenize));
  else if (message.type === "cancel") queue.cancel(message.id);
  else void session.release().finally(() => process.exit(0));
});
say({ type: "ready" });
