import * as core from "@platform/core";
import { streamChatCompletion } from "@platform/inference";
import { collect, equal, failure } from "../expect.mjs";
import { misbehave, talk, tick } from "../operations.mjs";
import { seenClosed } from "../seen-closed.mjs";

const messages = [{ role: "user", content: "hi" }];
const text = "Grüße, 世界 👩‍👩‍👧 ";

/** Events and messages as they come, and their ends. */
export const streams = {
  async "a domain's stream, read to the end"({ client }) {
    let read = "";
    for await (const chunk of streamChatCompletion(client, { model: "m", messages })) {
      read += chunk.choices[0].delta.content ?? "";
    }
    equal(read, text.repeat(20));
  },
  async "a stream that is left: the server sees it"({ client }) {
    const read = [];
    for await (const { n } of tick(client, { how: "endless" })) if (read.push(n) === 3) break;
    equal(read, [1, 2, 3]);
    await seenClosed(client, "endless");
  },
  async "a stream that ends early, and one that breaks off"({ client }) {
    const early = await failure(collect(tick(client, { how: "early" })), core.StreamError);
    equal(early.code, "stream_truncated");
    const broken = await failure(collect(tick(client, { how: "broken" })), core.StreamError);
    equal(broken.code, "stream_broken");
  },
  async "an abort ends a stream"({ client }) {
    const controller = new AbortController();
    const reading = collect(tick(client, { how: "quiet" }, { signal: controller.signal }));
    await misbehave(client, { how: "once-quiet-came" });
    controller.abort();
    await failure(reading, core.AbortedError);
    await seenClosed(client, "quiet");
  },
  async "a socket, both ways, closed by either"({ client }) {
    if (typeof WebSocket === "undefined") return "this runtime has no WebSocket";
    const left = await talk(client, {});
    left.send({ text });
    for await (const answer of left) {
      equal(answer, { text });
      break;
    }
    const ended = await talk(client, {});
    ended.send({ text: "bye" });
    equal(await collect(ended), [{ text: "bye" }]);
  },
};
