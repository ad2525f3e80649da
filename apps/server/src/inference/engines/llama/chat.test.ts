import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatEngine } from "../../engine.ts";
import { openLlama } from "./open-llama.ts";
import { ask, collect } from "./testing/collect.ts";
import { writeRandomGguf } from "./testing/random-gguf.ts";

// Decoded greedily the scripted model says exactly this, one byte or character a token, then ends its turn.
const SCRIPT = "é😀日 quickSTOP-brown";
const BYTES_OF_SCRIPT = new TextEncoder().encode(SCRIPT).length;
const never = new AbortController().signal;

let folder: string;
let scripted: ChatEngine;
let endless: ChatEngine;
let random: ChatEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "llama-chat-"));
  await writeRandomGguf(join(folder, "scripted.gguf"), { says: SCRIPT });
  await writeRandomGguf(join(folder, "random.gguf"));
  const options = { cacheDir: folder, threads: 1, contextTokens: 512 };
  scripted = await openLlama({ ...options, model: join(folder, "scripted.gguf") });
  await writeRandomGguf(join(folder, "endless.gguf"), { says: "ab", endless: true });
  endless = await openLlama({ ...options, model: join(folder, "endless.gguf") });
  random = await openLlama({ ...options, model: join(folder, "random.gguf"), sequences: 4 });
});

afterAll(async () => {
  await scripted.close();
  await random.close();
  await endless.close();
  await rm(folder, { recursive: true });
});

describe("a whole answer", () => {
  it("names the model after its file and says what it holds", () => {
    expect(scripted.models).toMatchObject([
      { id: "scripted", kind: "chat", ownedBy: "platform", maxTokens: 512 },
    ]);
  });

  it("streams what the model says, characters whole, and ends when the model ends its turn", async () => {
    const { texts, finish } = await collect(scripted.chat(ask("scripted"), never));
    expect(texts).toEqual([...SCRIPT]);
    expect(finish).toMatchObject({ reason: "stop", completionTokens: BYTES_OF_SCRIPT + 1 });
  });

  it("counts the prompt with the model's own tokenizer and adds no hidden system prompt", async () => {
    const one = await collect(
      scripted.chat(ask("scripted", { messages: [{ role: "user", content: "a" }] }), never),
    );
    const two = await collect(
      scripted.chat(ask("scripted", { messages: [{ role: "user", content: "ab" }] }), never),
    );
    // <s>, <|im_start|>, "user", newline, "a", <|im_end|>, newline, <|im_start|>, "assistant", newline
    expect(one.finish.promptTokens).toBe(1 + 1 + 4 + 1 + 1 + 1 + 1 + 1 + 9 + 1);
    expect(two.finish.promptTokens).toBe(one.finish.promptTokens + 1);
  });

  it("answers a question that follows an earlier turn", async () => {
    const messages = [
      { role: "system", content: "be brief" },
      { role: "user", content: "one" },
      { role: "assistant", content: "two" },
      { role: "tool", content: "three" },
    ] as const;
    const { text } = await collect(scripted.chat(ask("scripted", { messages }), never));
    expect(text).toBe(SCRIPT);
  });
});

describe("limits of an answer", () => {
  it("stops at the token limit and says so", async () => {
    const { text, finish } = await collect(random.chat(ask("random", { maxTokens: 7 }), never));
    expect(finish).toMatchObject({ reason: "length", completionTokens: 7 });
    expect(text).not.toBe("");
  });

  it("never shows half a character when the limit falls inside it", async () => {
    // é is two bytes and the emoji four: the fifth token is in its middle.
    const { text, finish } = await collect(scripted.chat(ask("scripted", { maxTokens: 5 }), never));
    expect(text).toBe("é");
    expect(finish).toMatchObject({ reason: "length", completionTokens: 5 });
  });

  it("keeps a stop string out of the answer though it spans many tokens", async () => {
    const { text, finish } = await collect(
      scripted.chat(ask("scripted", { stop: ["never", "STOP"] }), never),
    );
    expect(text).toBe("é😀日 quick");
    expect(finish.reason).toBe("stop");
  });

  it("shows what only looked like the start of a stop string", async () => {
    const { text } = await collect(scripted.chat(ask("scripted", { stop: ["STOPS", "brownie"] }), never));
    expect(text).toBe(SCRIPT);
  });

  it("ends at the border of the context instead of forgetting in silence", async () => {
    const { finish } = await collect(endless.chat(ask("endless", { maxTokens: 10_000 }), never));
    expect(finish.reason).toBe("length");
    expect(finish.promptTokens + finish.completionTokens).toBe(512 - 2);
  });

  it("refuses a prompt that does not fit, naming the parameter", async () => {
    const messages = [{ role: "user", content: "z".repeat(600) }] as const;
    const answer = collect(random.chat(ask("random", { messages }), never));
    await expect(answer).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid_input",
      param: "messages",
    });
  });
});

/** A warm request; without a seed its answer is free. */
function warm(seed?: number) {
  return ask("random", { temperature: 1.2, maxTokens: 40, ...(seed === undefined ? {} : { seed }) });
}

describe("sampling", () => {
  it("repeats itself with the same seed and not with another", async () => {
    const first = await collect(random.chat(warm(7), never));
    const again = await collect(random.chat(warm(7), never));
    const other = await collect(random.chat(warm(8), never));
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  it("answers anew each time without a seed", async () => {
    const [one, two] = [await collect(random.chat(warm(), never)), await collect(random.chat(warm(), never))];
    expect(one.text).not.toBe(two.text);
  });

  it.each([
    ["maxTokens", { maxTokens: 0 }],
    ["temperature", { temperature: -1 }],
    ["topP", { topP: 0 }],
    ["messages", { messages: [] }],
  ] as const)("refuses a bad %s", async (param, more) => {
    const answer = collect(random.chat(ask("random", more), never));
    await expect(answer).rejects.toMatchObject({ code: "invalid_input", param });
  });

  it("does not know another model", async () => {
    await expect(collect(random.chat(ask("other"), never))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("several at once", () => {
  it("lets a conversation begin in a used sequence while others go on and on", async () => {
    const long = { model: join(folder, "endless.gguf"), cacheDir: folder, threads: 1, contextTokens: 65_536 };
    const engine = await openLlama({ ...long, sequences: 3 });
    const say = (content: string, maxTokens?: number) =>
      engine.chat(ask("endless", { messages: [{ role: "user", content }], maxTokens }), never);
    // Every sequence now holds something that the next conversation must first forget.
    await Promise.all(["one", "two", "three"].map(async (content) => await collect(say(content, 5))));
    const others = ["four", "five"].map((content) => say(content)[Symbol.asyncIterator]());
    for (const parts of others) await parts.next();
    const { finish } = await collect(say("six", 5));
    expect(finish).toMatchObject({ reason: "length", completionTokens: 5 });
    for (const parts of others) expect((await parts.next()).value).toMatchObject({ type: "text" });
    await engine.close();
  });

  it("answers more callers than there are sequences, each rightly", async () => {
    const alone = await Promise.all(
      [1, 2, 3].map(
        async (seed) =>
          await collect(random.chat(ask("random", { temperature: 1, seed, maxTokens: 30 }), never)),
      ),
    );
    const crowd = await Promise.all(
      Array.from({ length: 10 }, async () => await collect(scripted.chat(ask("scripted"), never))),
    );
    expect(alone.map(({ finish }) => finish.completionTokens)).toEqual([30, 30, 30]);
    expect(crowd.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, () => SCRIPT));
  });
});
