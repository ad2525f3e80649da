import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openBubblewrap } from "./bubblewrap.ts";
import {
  cgroupFolders,
  engineForTests,
  limits,
  never,
  onLinux,
  processStatus,
  sandboxProcesses,
  temporaryFolder,
} from "./testing.ts";

const quiet = { timeoutMs: 60_000, maxOutputBytes: 1_000 };
const daemons =
  "setsid -f sleep 1234; setsid -f bash -c 'trap \"\" TERM HUP INT; while :; do sleep 1; done'; sleep 1234 & :";

const boxFolders = () =>
  cgroupFolders().flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith("box-")));

describe.skipIf(!onLinux)("the life of a bubblewrap sandbox", () => {
  const test = engineForTests();

  it("ends with kill, and nothing of it is left", async () => {
    const box = await test.box();
    await box.bash(daemons);
    expect(sandboxProcesses().length).toBeGreaterThanOrEqual(5);
    expect(boxFolders().length > 0).toBe(test.engine.capabilities.memoryLimit);
    const running = box.bash("sleep 1234");
    await Promise.all([
      expect(running).rejects.toMatchObject({ code: "unavailable", message: "the sandbox was killed" }),
      test.engine.kill(box.id, never),
    ]);
    expect(sandboxProcesses()).toEqual([]);
    expect(boxFolders()).toEqual([]);
    expect(await test.engine.list(never)).toEqual([]);
    await expect(box.run(["true"])).rejects.toMatchObject({ code: "not_found" });
    await test.engine.kill(box.id, never);
    await test.engine.kill("sbx_none", never);
  });

  it("frees the id, and starts afresh under it", async () => {
    const { id, bash } = await test.box();
    await expect(test.engine.create({ id, env: {}, limits }, never)).rejects.toMatchObject({
      code: "conflict",
    });
    await bash("echo old > file");
    await test.engine.kill(id, never);
    await test.engine.create({ id, env: {}, limits }, never);
    expect(await test.engine.listFiles(id, ".", never)).toEqual([]);
    expect(await test.engine.list(never)).toEqual([id]);
    await test.engine.kill(id, never);
  });

  it("fails calls under way and later ones when it dies by itself, and cleans up", async () => {
    const box = await test.box();
    await box.bash(daemons);
    const running = box.bash("sleep 1234");
    const agent = sandboxProcesses().find((pid) => processStatus(pid).name === "python3");
    process.kill(Number(agent), "SIGKILL");
    await expect(running).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("unexpectedly"),
    });
    await expect(box.run(["true"])).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("unexpectedly"),
    });
    expect(await test.engine.list(never)).toEqual([]);
    await test.engine.kill(box.id, never);
    expect(sandboxProcesses()).toEqual([]);
    expect(boxFolders()).toEqual([]);
  });

  it("leaves nothing when its start is aborted, early or late", async () => {
    for (let delay = 0; delay < 12; delay++) {
      const abort = new AbortController();
      const starting = test.engine.create({ id: "sbx_aborted", env: {}, limits }, abort.signal);
      setTimeout(() => abort.abort(new Error("enough")), delay * 4);
      // A late abort finds it started; the outcome differs, what is left must not.
      await starting.catch((error: unknown) => expect(error).toMatchObject({ message: "enough" }));
      await test.engine.kill("sbx_aborted", never);
      expect(sandboxProcesses()).toEqual([]);
      expect(boxFolders()).toEqual([]);
    }
    await expect(
      test.engine.create({ id: "sbx_aborted", env: {}, limits }, AbortSignal.abort(new Error("before"))),
    ).rejects.toThrow("before");
    expect(await test.engine.list(never)).toEqual([]);
  });

  it("can be one of many", async () => {
    const boxes = await Promise.all(Array.from({ length: 12 }, () => test.box()));
    const outputs = await Promise.all(boxes.map((box, index) => box.run(["echo", String(index)])));
    expect(outputs.map(({ stdout }) => stdout)).toEqual(boxes.map((_, index) => `${index}\n`));
    await Promise.all(boxes.map(({ id }) => test.engine.kill(id, never)));
    expect(sandboxProcesses()).toEqual([]);
  });
});

describe.skipIf(!onLinux)("closing the engine", () => {
  it("ends every sandbox and takes no more", async () => {
    const engine = await openBubblewrap({ dataDir: await temporaryFolder() });
    await engine.create({ id: "sbx_one", env: {}, limits }, never);
    const running = engine.exec("sbx_one", { argv: ["sleep", "1234"], ...quiet }, never);
    await Promise.all([expect(running).rejects.toMatchObject({ code: "unavailable" }), engine.close()]);
    expect(sandboxProcesses()).toEqual([]);
    expect(cgroupFolders()).toEqual([]);
    await expect(engine.create({ id: "sbx_two", env: {}, limits }, never)).rejects.toMatchObject({
      code: "unavailable",
    });
    await engine.close();
  });
});
