import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** What they say in each chunk, and what they count. Each chunk but the last kind's has as many words as tokens. */
const said: Record<string, (n: number) => object> = {
  "heedless-words": () => chunk({ content: "word " }),
  "heedless-counts": (n) => ({
    ...chunk({ content: "a few words at once " }),
    usage: { prompt_tokens: 7, completion_tokens: n * 5 },
  }),
  "heedless-thinks": () => chunk({ content: null, reasoning_content: "hm " }),
  "heedless-lumps": () => chunk({ content: "much at once, without a word of how much it may be " }),
};
const chunk = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});

/** Models that heed no limit: they go on until nobody reads them. The last one ends, and has thought in silence. */
export const heedless: readonly string[] = [...Object.keys(said), "heedless-silent"];

/** Answers with server-sent events, as fast as they are read. */
export async function answerHeedlessly(model: string, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const say = said[model];
  if (say === undefined) {
    send(chunk({ content: "Yes." }, "stop"));
    send({ choices: [], usage: { prompt_tokens: 5_000, completion_tokens: 5_000 } });
    return void response.end();
  }
  for (let n = 1; !response.destroyed; n++) {
    if (!send(say(n))) await Promise.race([once(response, "drain"), once(response, "close")]);
    await new Promise(setImmediate);
  }
}
