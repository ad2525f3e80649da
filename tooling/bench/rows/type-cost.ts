import { readBudgets } from "../../check/budgets.ts";
import { compilers } from "../../check/compilers.ts";
import { typeCosts } from "../../check/type-costs.ts";
import type { Bench } from "../bench.ts";
import { benchFolder } from "../peers.ts";
import { smallestPrograms } from "./smallest-programs.ts";

/** What the compiler does for the commonest programs. */
export const typeCost: Bench = {
  name: "type-cost",
  about: "type instantiations of a program over an empty one, by the TypeScripts a consumer may have",
  async run() {
    await benchFolder();
    const ours = readBudgets().types;
    const peers = Object.entries(smallestPrograms).map(([name, source]) => ({
      ...{ name: `peer ${name}`, source: [...source, "export {};"], limit: Infinity },
    }));
    const costs = await typeCosts([...ours, ...peers]);
    const own = costs.slice(0, ours.length);
    return {
      head: ["program", ...Object.keys(compilers)],
      rows: costs.map(({ name, instantiations, limit }) => [
        limit === Infinity ? name.slice("peer ".length) : `ours: ${name}`,
        ...Object.values(instantiations).map(String),
      ]),
      bars: own.map(({ name, limit, instantiations }) => {
        const most = Math.max(...Object.values(instantiations));
        return {
          ...{ what: `${name}, type instantiations`, bar: String(limit), found: String(most) },
          kept: most <= limit,
        };
      }),
    };
  },
};
