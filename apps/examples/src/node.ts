import { getHealth } from "@platform/account";
import { createClient } from "@platform/core";
import { pool } from "@platform/core/node";

// Asks five hundred times at once over at most twenty connections, of which four stay open.
await using connections = pool({ connections: 20, keepAlive: 4 });
const client = createClient({ fetch: connections });

const answers = await Promise.all(Array.from({ length: 500 }, () => getHealth(client)));
const [used] = Object.values(connections.stats());
console.log(answers.length, "answers over", used?.connected, "connections");

await new Promise((resolve) => setTimeout(resolve, 1_500));
const [kept] = Object.values(connections.stats());
console.log(kept?.connected, "of them stay open for what comes next");
