// How long after an abort the caller knows, in each state of a call. `null`: the client does not have that state.
import { clients } from "./clients.mjs";
import { median } from "./summary.mjs";
import { serve } from "./serve.mjs";

const times = 15;
const patienceMs = 2_000;
const states = {
  backOff: { mode: "busy", method: "complete", retries: 2 },
  body: { mode: "stall-body", method: "complete", retries: 0 },
  stream: { mode: "stall-stream", method: "stream", retries: 0 },
};
const { url, stop } = await serve();
const results = {};
for (const [name, make] of Object.entries(clients)) {
  results[name] = {};
  for (const [state, { mode, method, retries }] of Object.entries(states)) {
    const client = await make({ url: `${url}/${mode}`, retries });
    const found = [];
    // The first warms up.
    for (let round = -1; round < times; round++) {
      const took = client[method] === undefined ? undefined : await latency(client[method]);
      if (took === undefined) break;
      if (round >= 0) found.push(took);
      if (took >= patienceMs) break;
    }
    results[name][state] = found.length === 0 ? null : { median: median(found), most: Math.max(...found) };
  }
}
stop();
console.log(JSON.stringify(results));
// Calls that ignored their abort are still at it.
process.exit();

/** Milliseconds from the abort to the end of the call; `undefined` when it had ended before. */
async function latency(call) {
  const controller = new AbortController();
  let ended;
  const end = () => (ended = performance.now());
  const settled = Promise.resolve(call({ signal: controller.signal })).then(end, end);
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (ended !== undefined) return undefined;
  const aborted = performance.now();
  controller.abort();
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  return (ended ?? Infinity) === Infinity ? patienceMs : ended - aborted;
}
