import { setTimeout as sleep } from "node:timers/promises";
import * as v from "@platform/core/wire";
import { listTasks } from "@platform/tasks";
import { type Block, defineBlock } from "../src/tasks/blocks/block.ts";

// Small real blocks: what the runner's tests run in real processes.

const base = { package: "test", version: "1.0.0", result: v.looseObject({}) };

const echo = defineBlock({
  ...base,
  name: "echo",
  description: "Gives back its text, and the environment's names.",
  inputs: v.strictObject({ text: v.text(1_000) }),
  async run({ inputs, log, progress }) {
    console.log("on stdout");
    console.error("on stderr");
    progress(50, "half");
    log(inputs.text);
    return { text: inputs.text, environment: Object.keys(process.env), pid: process.pid };
  },
});

const fails = defineBlock({
  ...base,
  name: "fails",
  description: "Throws.",
  inputs: v.strictObject({ later: v.optional(v.boolean()), afterLines: v.optional(v.number()) }),
  async run({ inputs, log }) {
    for (let i = 1; i <= (inputs.afterLines ?? 0); i++) log(`line ${i}`);
    if (!inputs.later) throw new Error("No such cat.");
    setTimeout(() => {
      throw new Error("No such dog.");
    }, 10);
    await sleep(60_000);
    return {};
  },
});

/** Goes away without a word, until its last attempt. */
const dies = defineBlock({
  ...base,
  name: "dies",
  description: "Kills itself, the first so many times.",
  inputs: v.strictObject({ file: v.string(), times: v.number() }),
  async run({ inputs }) {
    const { appendFileSync, readFileSync } = await import("node:fs");
    appendFileSync(inputs.file, ".");
    if (readFileSync(inputs.file, "utf8").length <= inputs.times) process.kill(process.pid, "SIGKILL");
    return { attempts: readFileSync(inputs.file, "utf8").length };
  },
});

/** Sleeps; deaf to being stopped when told so. */
const sleeps = defineBlock({
  ...base,
  name: "sleeps",
  description: "Sleeps until it is stopped.",
  inputs: v.strictObject({ deaf: v.optional(v.boolean()) }),
  async run({ inputs, log, signal }) {
    log(`pid ${process.pid}`);
    if (inputs.deaf) for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    await sleep(600_000, undefined, { signal });
    return {};
  },
});

const calls = defineBlock({
  ...base,
  name: "calls",
  description: "Calls the server it runs on.",
  inputs: v.strictObject({}),
  async run({ client, key }) {
    const seen = await listTasks(client).all();
    return { seen: seen.map(({ id }) => id), key: key("step") };
  },
});

const chatters = defineBlock({
  ...base,
  name: "chatters",
  description: "Writes many lines.",
  inputs: v.strictObject({ lines: v.number() }),
  async run({ inputs }) {
    for (let i = 1; i <= inputs.lines; i++) process.stdout.write(`line ${i} \0 \ud800\n`);
    process.stdout.write("x".repeat(20_000));
    return { text: "a\0b" };
  },
});

export const blocks: readonly Block[] = [echo, fails, dies, sleeps, calls, chatters];
