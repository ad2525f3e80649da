// One client and one work, done once for each message and answered with its cost.
import { clients } from "./clients.mjs";
import { cost } from "./summary.mjs";

const [name, work, url] = process.argv.slice(2);
const pieces = 20_000;
const client = await clients[name]({ url });

const works = {
  "64-in-flight": { units: 1_280, run: () => requests(64, 20) },
  "one-by-one": { units: 320, run: () => requests(1, 320) },
  stream: client.stream && {
    units: pieces,
    async run() {
      const read = await client.stream();
      if (read < pieces) throw new Error(`read ${read} of ${pieces} pieces`);
    },
  },
};

process.on("message", async () => process.send(await cost(works[work].run, works[work].units)));
process.send(works[work] !== undefined);

async function requests(inFlight, each) {
  const one = async () => {
    for (let done = 0; done < each; done++) {
      if (!(await client.complete()).startsWith("word")) throw new Error("not the answer");
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
}
