import { fileURLToPath } from "node:url";
import { createClient } from "@platform/core";
import { readOptions, UsageError, usage, type Options } from "./options.ts";
import { bold, line, seconds, step } from "./screen.ts";
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
  if (passages.length === 0)
    throw new Error(`Nothing to read was found in ${docs}: put Markdown, HTML or text there.`);
  step("An answer from these passages");
  await answer(client, "extract", question, passages);
  step("A sandbox analyses them with Python");
  await analyse(client, passages);
  step("What it cost, operation by operation");
  await costs(createClient(connection), runId);
}

async function main(options: Options): Promise<void> {
  const begun = performance.now();
  line(bold("Ask your documents: one job through tasks, vectors, inference, sandboxes and costs."));
  const server = await startServer(options.docs);
  line(`A server of its own is ready at ${server.url} after ${seconds(performance.now() - begun)}.`);
  const interrupt = () => void server.stop().finally(() => process.exit(130));
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    await job(server, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  line(`\nDone in ${seconds(performance.now() - begun)}. Next:`);
  if (options.keep) {
    server.release();
    line(`  the server goes on at ${server.url} (reference: ${server.url}/docs), process ${server.pid}`);
    line(`  its key: ${server.key}`);
    line(`  its data: ${server.dataDir}`);
    line(`  try it: export PLATFORM_BASE_URL=${server.url} PLATFORM_API_KEY=${server.key}`);
    line(`  end it: kill ${server.pid}`);
  } else {
    await server.stop();
    line("  npm run quickstart -- --docs FOLDER --question TEXT    your own documents");
    line("  npm run quickstart -- --keep                           leave the server running");
    line("  npm start                                              a server of your own on port 8787");
  }
  process.exit(0);
}

try {
  const options = readOptions(process.argv.slice(2), root);
  if (options) await main(options);
  else line(usage);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\nThe quickstart failed: ${message}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${usage}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
