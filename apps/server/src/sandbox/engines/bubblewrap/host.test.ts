import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBubblewrap } from "./bubblewrap.ts";
import { explainFailure, findBubblewrap } from "./host.ts";
import { makeRuntimeFolder } from "./runtime-folder.ts";
import { asRoot, limits, never, onLinux, temporaryFolder } from "./testing.ts";

describe("a host that cannot run sandboxes", () => {
  it.skipIf(!onLinux)("is told what to install", async () => {
    await expect(findBubblewrap("/nowhere")).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("apt-get install bubblewrap"),
    });
    const folder = await temporaryFolder();
    await writeFile(`${folder}/bwrap`, "#!/bin/sh\necho bubblewrap 0.4.1\n", { mode: 0o755 });
    await expect(findBubblewrap(folder)).rejects.toMatchObject({
      message: expect.stringContaining("0.8 or newer"),
    });
  });

  it.runIf(!onLinux)("is told that it needs Linux", async () => {
    await expect(findBubblewrap()).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is told what bubblewrap said", async () => {
    const error = await explainFailure("No permissions to create new namespace");
    expect(error).toMatchObject({ code: "unavailable", message: expect.stringContaining("No permissions") });
  });
});

describe.skipIf(!onLinux || !asRoot)("a data folder nobody else may enter", () => {
  it("still works, by a folder that only root can write to", async () => {
    const dataDir = await temporaryFolder();
    await chmod(dataDir, 0o700);
    const { etc } = await makeRuntimeFolder(dataDir, true);
    const shared = etc.replace(/\/etc$/, "");
    onTestFinished(() => rm(shared, { recursive: true, force: true }));
    expect(shared).toMatch(/^\/var\/lib\/platform-sandbox\//);
    const engine = await openBubblewrap({ dataDir });
    onTestFinished(() => engine.close());
    await engine.create({ id: "sbx_one", env: {}, limits }, never);
    const request = { argv: ["node", "-p", "6 * 7"], timeoutMs: 20_000, maxOutputBytes: 100 };
    expect((await engine.exec("sbx_one", request, never)).stdout).toBe("42\n");
  });

  it("gets a copy of a node binary that lies in one", async () => {
    const dataDir = await temporaryFolder();
    const home = `${await temporaryFolder()}/home`;
    await mkdir(home, { mode: 0o700 });
    const hidden = `${home}/node`;
    await writeFile(hidden, "#!/bin/sh\n", { mode: 0o755 });
    const { node } = await makeRuntimeFolder(dataDir, true, hidden);
    expect(basename(node)).toMatch(/^node-/);
    expect(await readdir(`${dataDir}/runtime`)).toContain(basename(node));
    expect((await makeRuntimeFolder(dataDir, true, hidden)).node).toBe(node);
    expect((await makeRuntimeFolder(dataDir, false, hidden)).node).toBe(hidden);
  });
});
