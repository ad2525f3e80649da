// Processor time of two ways to do the same, in turns, so that a busy moment of the machine falls on both.
import { fork } from "node:child_process";

const rounds = 7;

/** Prints `{ peer, ours, ratio }`: median microseconds of processor time a unit, and the median ratio. */
export async function compare(make) {
  const server = fork(new URL("./peer.mjs", import.meta.url));
  const port = await new Promise((resolve) => server.once("message", resolve));
  const { units, peer, ours } = make(`http://127.0.0.1:${port}`);
  const times = [];
  for (let round = -1; round < rounds; round++) {
    const one = [await cost(peer, units), await cost(ours, units)];
    // The first warms both up.
    if (round >= 0) times.push(one);
  }
  server.kill();
  const [peers, mine, ratios] = [([a]) => a, ([, b]) => b, ([a, b]) => b / a].map((of) =>
    median(times.map(of)),
  );
  console.log(JSON.stringify({ peer: peers, ours: mine, ratio: ratios }));
}

async function cost(work, units) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / units;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
