// What 10,000 requests on one shared signal, each with a time limit, leave behind. One client a process; run with
// --expose-gc and --no-flush-bytecode.
import { getEventListeners } from "node:events";
import { clients } from "./clients.mjs";
import { serve } from "./serve.mjs";

const [name = ""] = process.argv.slice(2);
const requests = 10_000;
const { url, stop } = await serve();
const client = await clients[name]({ url: `${url}/well` });
const { signal } = new AbortController();
// Enough that everything is compiled: what that costs is not kept for a request.
await send(5_000);
const before = await heap();
await send(requests);
const after = await heap();
const listeners = getEventListeners(signal, "abort").length;
stop();
console.log(
  JSON.stringify({ bytes: (after - before) / requests, listeners, rss: process.memoryUsage().rss }),
);
// A time limit that was not let go would keep the process for its minute.
process.exit();

async function send(count) {
  const one = async () => {
    for (let done = 0; done < count / 20; done++) await client.complete({ signal, timeoutMs: 60_000 });
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

/** The heap once it has settled: finalizers run between collections, and free more for the next. */
async function heap() {
  let least = Infinity;
  for (let calm = 0; calm < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc();
    const { heapUsed } = process.memoryUsage();
    calm = heapUsed < least - 10_000 ? 0 : calm + 1;
    least = Math.min(least, heapUsed);
  }
  return least;
}
