// A completion by POST: 64 in flight, and one after the other.
import { clients } from "./clients.mjs";
import { rounds } from "./rounds.mjs";
import { serve } from "./serve.mjs";

const inFlight = 64;
const { url, stop } = await serve();
const made = {};
for (const [name, make] of Object.entries(clients)) made[name] = await make({ url: `${url}/well` });
const works = (times, width) =>
  Object.fromEntries(
    Object.entries(made).map(([name, client]) => [
      name,
      () => Promise.all(Array.from({ length: width }, () => repeat(client, times / width))),
    ]),
  );
const flight = await rounds(works(1_280, inFlight), 1_280);
const alone = await rounds(works(320, 1), 320);
stop();
console.log(JSON.stringify({ flight, alone }));

async function repeat(client, times) {
  for (let done = 0; done < times; done++) {
    if (!(await client.complete()).startsWith("word")) throw new Error("not the answer");
  }
}
