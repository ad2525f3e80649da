// Each client in a process of its own, as in the programs of users: code is compiled for it alone, and it collects
// its own garbage only. They take turns, so that a busy moment of the machine falls on all alike.
import { fork } from "node:child_process";
import { once } from "node:events";
import { clients } from "./clients.mjs";
import { summary } from "./summary.mjs";

/** What one unit of a work costs each client that can do it: medians of `times` rounds. */
export async function turns(work, url, times) {
  const children = Object.keys(clients).map((name) => ({
    name,
    child: fork(new URL("./worker.mjs", import.meta.url), [name, work, url]),
  }));
  const ready = [];
  for (const one of children) {
    const [can] = await once(one.child, "message");
    if (can) ready.push(one);
    else one.child.kill();
  }
  const costs = new Map(ready.map(({ name }) => [name, []]));
  // The first two rounds warm up.
  for (let round = -2; round < times; round++) {
    for (const { name, child } of ready) {
      child.send("go");
      const [cost] = await Promise.race([once(child, "message"), once(child, "exit")]);
      if (typeof cost !== "object") throw new Error(`${name} cannot do ${work}`);
      if (round >= 0) costs.get(name).push(cost);
    }
  }
  for (const { child } of ready) child.kill();
  return summary(costs);
}
