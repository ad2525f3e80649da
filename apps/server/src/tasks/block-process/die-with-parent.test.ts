import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a process too busy to hear anything ends with the one that started it", async () => {
  const watched = new URL("./die-with-parent.ts", import.meta.url).href;
  const busy = `
    import { writeSync } from "node:fs";
    import { dieWithParent } from ${JSON.stringify(watched)};
    dieWithParent();
    // The thread needs a moment of the main one to be started.
    setTimeout(() => { writeSync(1, process.pid + "\\n"); for (;;); }, 500);`;
  const parent = `
    import { spawn } from "node:child_process";
    spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(busy)}], { stdio: "inherit" });`;
  const started = spawn(process.execPath, ["--input-type=module", "-e", parent], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(started.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);
  started.kill("SIGKILL");
  // Ends by the limit of the test when it does not hold.
  while (isAlive(pid)) await sleep(50);
});
