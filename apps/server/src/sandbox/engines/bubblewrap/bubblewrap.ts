import { randomBytes } from "node:crypto";
import { mkdir, realpath } from "node:fs/promises";
import type { SandboxEngine } from "../../engine.ts";
import { instanceOf } from "../instance-of.ts";
import { openBoxes, type Boxes } from "./boxes.ts";
import { openCgroups } from "./cgroup.ts";
import type { CgroupTree } from "./cgroup-tree.ts";
import { runCommand } from "./commands.ts";
import { listFiles, readFile, removeFile, writeFile } from "./files.ts";
import { explainFailure, findBubblewrap } from "./host.ts";
import { processName, recordFolders, removeLeftovers } from "./leftovers.ts";
import { makeRuntimeFolder } from "./runtime-folder.ts";
import { openUidPool } from "./uid.ts";

export interface BubblewrapOptions {
  /** Folder of this engine alone; made when missing. */
  readonly dataDir: string;
  /** `false` does without cgroups even where they are writable: memory is then bounded for each process alone and CPU
   * not at all. Default `true`. */
  readonly cgroups?: boolean;
}

/** Sandboxes by bubblewrap, each with its own namespaces, system call filter, cgroup and, when the server is root, host
 * user. Files live in memory. They end with this process, whatever ends it; open the engine in the main thread, because
 * the kernel ties a sandbox to the thread that started it.
 * @throws EngineError `unavailable` when this machine cannot run them, with what to install or set. */
export async function openBubblewrap(options: BubblewrapOptions): Promise<SandboxEngine> {
  const bubblewrap = await findBubblewrap();
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const instance = await instanceOf(dataDir);
  await removeLeftovers(dataDir);
  const asRoot = process.getuid?.() === 0;
  const runtime = await makeRuntimeFolder(dataDir, asRoot);
  const uids = asRoot ? await openUidPool() : undefined;
  const name = `platform-sandboxes-${processName()}-${randomBytes(4).toString("hex")}`;
  const cgroups = options.cgroups === false ? undefined : openCgroups(name);
  const forget = await recordFolders(dataDir, name, cgroups?.folders ?? []);
  const boxes = openBoxes({ bubblewrap, runtime }, uids, cgroups);
  const close = async () => {
    await boxes.close();
    await cgroups?.close();
    await uids?.close();
    await forget();
  };
  try {
    await tryOne(boxes);
  } catch (error) {
    await close();
    throw await explainFailure(error instanceof Error ? error.message : String(error));
  }
  return {
    name: "bubblewrap",
    instance,
    capabilities: capabilities(asRoot, cgroups),
    create: boxes.create,
    exec: async (id, request, signal) => runCommand(await boxes.get(id), request, signal),
    writeFile: async (id, path, bytes, signal) => writeFile(await boxes.get(id), path, bytes, signal),
    readFile: async (id, path, maxBytes, signal) => readFile(await boxes.get(id), path, maxBytes, signal),
    listFiles: async (id, path, signal) => listFiles(await boxes.get(id), path, signal),
    removeFile: async (id, path, options, signal) => removeFile(await boxes.get(id), path, options, signal),
    async kill(id, signal) {
      signal.throwIfAborted();
      await boxes.kill(id);
    },
    async list(signal) {
      signal.throwIfAborted();
      return boxes.ids();
    },
    close,
  };
}

/** Whether it works is only known by doing it: user namespaces can be switched off in many places. */
async function tryOne(boxes: Boxes): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  await boxes.create(
    { id: "trial", env: {}, limits: { memoryMb: 64, cpus: 1, pids: 16, diskMb: 8 } },
    signal,
  );
  await boxes.kill("trial");
}

function capabilities(asRoot: boolean, cgroups: CgroupTree | undefined): SandboxEngine["capabilities"] {
  const user = asRoot ? "a host user of its own" : "the server's host user";
  const memory = cgroups?.memory ? "" : "; no writable cgroup: memory is bounded for each process alone";
  return {
    isolation: `bubblewrap: all namespaces, system call filter, no capabilities, no network, ${user}${memory}`,
    memoryLimit: cgroups?.memory ?? false,
    cpuLimit: cgroups?.cpu ?? false,
    // Kept by the kernel's count of processes per user, which a user namespace has for itself.
    pidsLimit: true,
  };
}
