// 20,000 pieces of an answer, many in a write and each in a write of its own.
import { serve } from "./serve.mjs";
import { turns } from "./turns.mjs";

const { url, stop } = await serve();
const well = await turns("stream", `${url}/well`, 7);
const each = await turns("stream", `${url}/each`, 7);
stop();
console.log(JSON.stringify({ well, each }));
