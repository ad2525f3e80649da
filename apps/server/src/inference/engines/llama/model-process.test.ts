import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startModelProcess } from "./model-process.ts";
import { modelChildren } from "./testing/children.ts";
import { writeRandomGguf } from "./testing/random-gguf.ts";

it("gives up loading when told to", async () => {
  const options = { path: "unread.gguf", threads: 1, contextTokens: 64, sequences: 1 };
  const closing = new AbortController();
  const starting = expect(startModelProcess(options, { signal: closing.signal })).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("ended"),
  });
  closing.abort();
  await starting;
  expect(modelChildren()).toEqual([]);
});

it("kills a child that hangs and does not hear that a call was cancelled", async () => {
  const folder = await mkdtemp(join(tmpdir(), "llama-hang-"));
  const path = join(folder, "endless.gguf");
  await writeRandomGguf(path, { says: "ab", endless: true });
  const options = { path, threads: 1, contextTokens: 65_536, sequences: 1 };
  const model = await startModelProcess(options, { cancelGraceMs: 100 });
  const call = model.start({ messages: [{ role: "user", content: "hello" }], temperature: 0 });
  await call.parts.next();
  for (const id of modelChildren()) process.kill(id, "SIGSTOP");
  call.cancel();
  await call.settled;
  await model.exited;
  expect(modelChildren()).toEqual([]);
  await rm(folder, { recursive: true });
});
