/**
 * Runs every work in turns, so that a busy moment of the machine falls on all alike, and answers the medians of
 * what each round cost by name: microseconds of processor time and of the clock, for one unit.
 */
export async function rounds(works, units, times = 7) {
  const costs = new Map(Object.keys(works).map((name) => [name, []]));
  for (let round = -1; round < times; round++) {
    for (const [name, work] of Object.entries(works)) {
      const started = performance.now();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      const wall = (performance.now() - started) * 1_000;
      // The first round warms up.
      if (round >= 0) costs.get(name).push({ cpu: (user + system) / units, wall: wall / units });
    }
  }
  const first = costs.values().next().value;
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
