// A completion by POST: 64 in flight, and one after the other.
import { serve } from "./serve.mjs";
import { turns } from "./turns.mjs";

const { url, stop } = await serve();
const flight = await turns("64-in-flight", `${url}/well`, 7);
const alone = await turns("one-by-one", `${url}/well`, 7);
stop();
console.log(JSON.stringify({ flight, alone }));
