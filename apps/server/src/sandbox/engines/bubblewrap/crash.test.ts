import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBubblewrap } from "./bubblewrap.ts";
import { processName } from "./leftovers.ts";
import { cgroupFolders, descendants, limits, never, onLinux, temporaryFolder } from "./testing.ts";

async function startServer(dataDir: string) {
  const script = fileURLToPath(new URL("./testing-server.ts", import.meta.url));
  const server = spawn(process.execPath, ["--conditions=platform-source", script, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  await once(server.stdout, "data");
  return server;
}

describe.skipIf(!onLinux)("a server killed without warning", () => {
  it("takes its sandboxes along, and the next start removes what the kernel kept", async () => {
    const dataDir = await temporaryFolder();
    const server = await startServer(dataDir);
    const processes = descendants(server.pid);
    // Per sandbox: bubblewrap, the agent, two sleepers.
    expect(processes.length).toBeGreaterThanOrEqual(8);
    const folders = cgroupFolders(server.pid);
    server.kill("SIGKILL");
    await once(server, "exit");
    await expect.poll(() => processes.filter((pid) => processName(pid)), { timeout: 20_000 }).toEqual([]);
    expect(folders.filter((folder) => existsSync(folder))).toEqual(folders);
    const next = await openBubblewrap({ dataDir });
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
    await next.close();
    expect(readdirSync(`${dataDir}/live`)).toEqual([]);
  });

  it("leaves a second server on the same folder, and its user ids, alone", async () => {
    const dataDir = await temporaryFolder();
    const engine = await openBubblewrap({ dataDir });
    onTestFinished(() => engine.close());
    await engine.create({ id: "sbx_mine", env: {}, limits }, never);
    const server = await startServer(dataDir);
    const request = { argv: ["echo", "alive"], timeoutMs: 10_000, maxOutputBytes: 100 };
    expect((await engine.exec("sbx_mine", request, never)).stdout).toBe("alive\n");
    expect(await engine.list(never)).toEqual(["sbx_mine"]);
    const third = await openBubblewrap({ dataDir });
    expect(descendants(server.pid).length).toBeGreaterThanOrEqual(8);
    await third.close();
    server.kill("SIGKILL");
    await once(server, "exit");
    await (await openBubblewrap({ dataDir })).close();
    expect((await engine.exec("sbx_mine", request, never)).stdout).toBe("alive\n");
  });
});
