/** Microseconds of processor time and of the clock that a work takes, for one unit. */
export async function cost(work, units) {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / units, wall: ((performance.now() - started) * 1_000) / units };
}

/** By name: the medians of rounds, and the median of each round's ratio to the first name. */
export function summary(costs) {
  const [first] = costs.values();
  return Object.fromEntries(
    [...costs].map(([name, list]) => [
      name,
      {
        cpu: median(list.map(({ cpu }) => cpu)),
        wall: median(list.map(({ wall }) => wall)),
        // Of each round by itself: what the machine does meanwhile falls out.
        ratio: median(list.map(({ cpu }, at) => cpu / first[at].cpu)),
      },
    ]),
  );
}

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
