import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../server/src/start.ts", import.meta.url));

/** A server from sources with an empty data folder; `environment` is what a client reads to reach it. */
export async function startServer() {
  const dataDir = await mkdtemp(join(tmpdir(), "platform-examples-"));
  const child = spawn(process.execPath, ["--conditions=platform-source", program], {
    env: {
      ...process.env,
      PLATFORM_PORT: "0",
      PLATFORM_DATA_DIR: dataDir,
      PLATFORM_LOG_LEVEL: "warn",
      PLATFORM_WEBHOOKS_ALLOW_PRIVATE: "true",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      const found = /ready at (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    void gone.then(() => reject(new Error("the server did not start")));
  });
  const key = (await readFile(join(dataDir, "bootstrap-key"), "utf8")).trim();
  return { environment: { PLATFORM_BASE_URL: url, PLATFORM_API_KEY: key }, stop };
}
