// 20,000 pieces of an answer, many in a read and each in a write of its own.
import { clients } from "./clients.mjs";
import { rounds } from "./rounds.mjs";
import { serve } from "./serve.mjs";

const chunks = 20_000;
const { url, stop } = await serve();
const results = {};
for (const mode of ["well", "each"]) {
  const works = {};
  for (const [name, make] of Object.entries(clients)) {
    const { stream } = await make({ url: `${url}/${mode}` });
    if (stream === undefined) continue;
    works[name] = async () => {
      const read = await stream();
      if (read < chunks) throw new Error(`${name} read ${read} of ${chunks} pieces`);
    };
  }
  results[mode] = await rounds(works, chunks, 5);
}
stop();
console.log(JSON.stringify(results));
