import { createClient } from "@platform/core";
import { costops } from "@platform/costops";
import { tasks } from "@platform/tasks";
import { vectors } from "@platform/vectors";

// Turns two small documents into a searchable index by a durable task, follows it live, asks, and shows the bill.
const client = createClient();
const { tasks: jobs, blocks } = tasks(client);
const index = `example-${crypto.randomUUID()}`;

for await (const block of blocks.list()) console.log(`block ${block.id}: ${block.description.slice(0, 60)}…`);

const files = [
  {
    name: "handbook/holidays.md",
    content:
      "# Holidays\n\nEveryone has thirty days a year.\n\n## Asking\n\nAsk your team a month before. " +
      "Days that are left in December move to the next year.",
  },
  {
    name: "handbook/travel.html",
    content:
      "<title>Travel</title><h1>Travel</h1><p>Trains are booked in second class.</p>" +
      "<h2>Hotels</h2><p>A hotel may cost up to 120 euros a night.</p>",
  },
];
const { id: taskId } = await jobs.create({ block: "docs::ingest", inputs: { index, files } });

for await (const event of jobs.stream({ taskId })) {
  if (event.type === "status") console.log(`${String(event.id).padStart(3)}  ${event.status}`);
  if (event.type === "progress") console.log(`${String(event.id).padStart(3)}  ${event.percent} %`);
  if (event.type === "log") console.log(`${String(event.id).padStart(3)}  ${event.line}`);
}

const { status, error, runId } = await jobs.get({ taskId });
if (status !== "completed") throw new Error(`The task ${status}: ${error?.message}`);

const query = "How much may a hotel cost?";
const { searchText, indexes } = vectors(client);
const { hits } = await searchText({ index, query, limit: 1 });
console.log(`\n${query}\n  ${hits[0]?.text} (${String(hits[0]?.metadata?.["source"])})\n`);

for await (const { operation, cost } of costops(client).usage.list({ runId })) {
  console.log(operation.padEnd(14), cost, "USD");
}
await indexes.delete({ index });
