import { fileURLToPath } from "node:url";
import { createClient } from "@platform/core";
import { readOptions, UsageError, usage, type Options } from "./options.ts";
import { Interrupted, interruption, unlessEnded } from "./ending.ts";
import { paragraph } from "./screen/flow.ts";
import { bold, duration, line, step } from "./screen/style.ts";
import { type OwnServer, startServer } from "./server.ts";
import { analyse } from "./steps/analyse.ts";
import { answer } from "./steps/answer.ts";
import { costs } from "./steps/costs.ts";
import { ingest } from "./steps/ingest.ts";
import { search } from "./steps/search.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

async function job(server: OwnServer, { docs, question }: Options): Promise<void> {
  // One run joins everything below in the ledger; the reading of the ledger itself stays out of it.
  const runId = `quickstart-${crypto.randomUUID()}`;
  const connection = { baseUrl: server.url, apiKey: server.key };
  const client = createClient({ ...connection, runId });

  step(`A task reads ${docs}`);
  await ingest(client, docs, "documents");
  step(`Search: ${question}`);
  const passages = await search(client, "documents", question);
  step("An answer from these passages");
  await answer(client, "extract", question, passages);
  step("A sandbox analyses them with Python");
  await analyse(client, passages);
  step("What it cost, operation by operation");
  await costs(createClient(connection), runId);
}

async function main(options: Options, interrupted: AbortSignal): Promise<void> {
  const begun = performance.now();
  paragraph("Ask your documents: one job through tasks, vectors, inference, sandboxes and costs.", "", bold);
  const server = await startServer(options.docs, interrupted);
  try {
    const ready = duration(performance.now() - begun);
    paragraph(`A server of its own is ready at ${server.url} after ${ready}.`, "");
    await unlessEnded(job(server, options), interrupted, server.lost);
  } catch (error) {
    await server.stop();
    throw error;
  }
  line(`\nDone in ${duration(performance.now() - begun)}. Next:`);
  if (options.keep) {
    server.release();
    line(`  the server goes on at ${server.url} (reference: ${server.url}/docs), process ${server.pid}`);
    line(`  its key: ${server.key}`);
    line(`  its data: ${server.dataDir}`);
    line(`  use it: export PLATFORM_BASE_URL=${server.url} PLATFORM_API_KEY=${server.key}`);
    line(`  end it: kill ${server.pid}; and its data: rm -r ${server.dataDir}`);
  } else {
    await server.stop();
    line("  npm run quickstart -- --docs FOLDER  your own documents");
    line("  npm run quickstart -- --keep         keep the server");
    line("  npm start                            on port 8787");
  }
}

const interrupted = interruption();
try {
  const options = readOptions(process.argv.slice(2), root);
  if (options) await main(options, interrupted);
  else process.stdout.write(usage);
  process.exit(0);
} catch (error) {
  const reason: unknown = interrupted.aborted ? interrupted.reason : error;
  if (reason instanceof Interrupted) {
    if (reason.message !== "") process.stderr.write(`\n${reason.message}\n`);
    process.exit(reason.exitCode);
  }
  process.stderr.write(
    `\nThe quickstart failed: ${reason instanceof Error ? reason.message : String(reason)}\n`,
  );
  if (reason instanceof UsageError) process.stderr.write(`\n${usage}`);
  process.exit(reason instanceof UsageError ? 2 : 1);
}
