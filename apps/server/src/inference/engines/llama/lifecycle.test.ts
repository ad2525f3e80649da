import { mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChatEngine } from "../../engine.ts";
import { openLlama, type LlamaOptions } from "./open-llama.ts";
import { modelChildren } from "./testing/children.ts";
import { ask, collect } from "./testing/collect.ts";
import { writeRandomGguf } from "./testing/random-gguf.ts";

const never = new AbortController().signal;
let folder: string;
let engine: ChatEngine | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "llama-life-"));
  // Never ends by itself, and its context outlasts the test: only stopping it frees the sequence.
  await writeRandomGguf(join(folder, "endless.gguf"), { says: "ab", endless: true });
});
afterEach(async () => await engine?.close());
afterAll(async () => await rm(folder, { recursive: true }));

async function open(more: Partial<LlamaOptions> = {}): Promise<ChatEngine> {
  engine = await openLlama({
    model: join(folder, "endless.gguf"),
    cacheDir: folder,
    threads: 1,
    contextTokens: 65_536,
    ...more,
  });
  return engine;
}

/** Starts an answer and waits for its first part, so that it is certainly under way. */
async function begin(from: ChatEngine, signal = never, content = "hello") {
  const request = ask("endless", { messages: [{ role: "user", content }] });
  const parts = from.chat(request, signal)[Symbol.asyncIterator]();
  await parts.next();
  return parts;
}

async function drain(parts: AsyncIterator<unknown>): Promise<void> {
  while ((await parts.next()).done !== true);
}

describe("giving up", () => {
  it("throws the signal's reason and frees the sequence for the next caller", async () => {
    const one = await open({ sequences: 1 });
    const controller = new AbortController();
    const parts = await begin(one, controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(drain(parts)).rejects.toBe(reason);
    expect((await collect(one.chat(ask("endless", { maxTokens: 3 }), never))).finish.completionTokens).toBe(
      3,
    );
  });

  it("stops the child when the reader leaves the loop", async () => {
    const one = await open({ sequences: 1 });
    for await (const part of one.chat(ask("endless"), never)) if (part.type === "text") break;
    expect((await collect(one.chat(ask("endless", { maxTokens: 3 }), never))).finish.completionTokens).toBe(
      3,
    );
  });

  it("does nothing for a signal that aborted before", async () => {
    const one = await open();
    const reason = new Error("too late");
    await expect(collect(one.chat(ask("endless"), AbortSignal.abort(reason)))).rejects.toBe(reason);
  });
});

describe("waiting", () => {
  it("lets callers wait in order, refuses one too many, and forgets a waiter who left", async () => {
    const one = await open({ sequences: 1, maxQueued: 2 });
    const busy = await begin(one);
    const order: string[] = [];
    const first = collect(one.chat(ask("endless", { maxTokens: 2 }), never)).then(() => order.push("first"));
    const leaver = new AbortController();
    const left = collect(one.chat(ask("endless"), leaver.signal));
    const refused = collect(one.chat(ask("endless"), never));
    await expect(refused).rejects.toMatchObject({ name: "EngineError", code: "limit_exceeded" });
    leaver.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    const second = collect(one.chat(ask("endless", { maxTokens: 2 }), never)).then(() =>
      order.push("second"),
    );
    await busy.return?.();
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
  });
});

describe("the child process", () => {
  it("fails the answer under way when killed, and the next call starts a new one", async () => {
    const one = await open();
    const [before] = modelChildren();
    const parts = await begin(one);
    process.kill(before ?? 0, "SIGKILL");
    await expect(drain(parts)).rejects.toMatchObject({ name: "EngineError", code: "unavailable" });
    const { finish } = await collect(one.chat(ask("endless", { maxTokens: 4 }), never));
    expect(finish.completionTokens).toBe(4);
    expect(modelChildren()).toHaveLength(1);
    expect(modelChildren()).not.toContain(before);
  });

  it("serves callers who waited while it was killed", async () => {
    const one = await open({ sequences: 1 });
    const parts = await begin(one);
    const waiting = collect(one.chat(ask("endless", { maxTokens: 2 }), never));
    for (const id of modelChildren()) process.kill(id, "SIGKILL");
    await expect(drain(parts)).rejects.toMatchObject({ code: "unavailable" });
    expect((await waiting).finish.completionTokens).toBe(2);
  });

  it("is gone after closing, and what was under way fails", async () => {
    const one = await open({ sequences: 1 });
    const parts = await begin(one);
    const waiting = expect(collect(one.chat(ask("endless"), never))).rejects.toMatchObject({
      code: "unavailable",
    });
    const underWay = expect(drain(parts)).rejects.toMatchObject({ code: "unavailable" });
    await one.close();
    await Promise.all([waiting, underWay]);
    expect(modelChildren()).toEqual([]);
    await expect(collect(one.chat(ask("endless"), never))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("gets nothing of the environment that could be a secret", async () => {
    process.env["LLAMA_TEST_SECRET"] = "hush";
    await open();
    delete process.env["LLAMA_TEST_SECRET"];
    const [id] = modelChildren();
    expect(await readFile(`/proc/${id}/environ`, "utf8")).toContain("PATH=");
    expect(await readFile(`/proc/${id}/environ`, "utf8")).not.toContain("hush");
  });

  it("outlives the signals meant for its parent", async () => {
    const one = await open();
    const before = modelChildren();
    for (const id of before) process.kill(id, "SIGINT");
    for (const id of before) process.kill(id, "SIGTERM");
    expect((await collect(one.chat(ask("endless", { maxTokens: 3 }), never))).text).not.toBe("");
    expect(modelChildren()).toEqual(before);
  });

  it("leaves nothing behind when the model cannot be loaded", async () => {
    const path = join(folder, "broken.gguf");
    await writeRandomGguf(path);
    await truncate(path, 100_000);
    await expect(openLlama({ model: path, cacheDir: folder })).rejects.toMatchObject({ code: "unavailable" });
    expect(modelChildren()).toEqual([]);
  });
});
