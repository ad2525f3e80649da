import { execFile } from "node:child_process";
import { access, constants, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { EngineError } from "../../../engine-error.ts";

/** The first version with `--disable-userns`. */
const oldestBubblewrap = [0, 8] as const;
/** Not the first `python3` on the path, which may be a version manager's shim into a folder no sandbox sees. */
const python = "/usr/bin/python3";

/** Finds bubblewrap. @throws EngineError `unavailable` with what to type when this machine cannot run sandboxes. */
export async function findBubblewrap(path = `${process.env["PATH"] ?? ""}:/usr/bin:/bin`): Promise<string> {
  if (process.platform !== "linux") {
    throw new EngineError(
      "unavailable",
      "bubblewrap sandboxes need Linux: run the server on Linux, or in a Linux virtual machine",
    );
  }
  const bubblewrap = await findProgram("bwrap", path);
  if (!bubblewrap) {
    throw new EngineError("unavailable", "bubblewrap is not installed: apt-get install bubblewrap");
  }
  const { stdout } = await promisify(execFile)(bubblewrap, ["--version"]);
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(stdout)?.slice(1) ?? []).map(Number);
  if (major === oldestBubblewrap[0] && minor < oldestBubblewrap[1]) {
    throw new EngineError("unavailable", `bubblewrap 0.8 or newer is needed, this is ${stdout.trim()}`);
  }
  if (!(await isExecutable(python))) {
    throw new EngineError("unavailable", `${python} is missing: apt-get install python3`);
  }
  return bubblewrap;
}

async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(":")) {
    if (folder.startsWith("/") && (await isExecutable(`${folder}/${name}`))) return `${folder}/${name}`;
  }
  return undefined;
}

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const setting = async (path: string) => (await readFile(path, "utf8").catch(() => "")).trim();

/** What usually stands in the way when bubblewrap itself starts but cannot make a sandbox. */
export async function explainFailure(detail: string): Promise<EngineError> {
  const hints = [];
  if ((await setting("/proc/sys/user/max_user_namespaces")) === "0") {
    hints.push("user namespaces are off: sysctl -w user.max_user_namespaces=15000");
  }
  if ((await setting("/proc/sys/kernel/unprivileged_userns_clone")) === "0") {
    hints.push("unprivileged user namespaces are off: sysctl -w kernel.unprivileged_userns_clone=1");
  }
  if ((await setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")) === "1") {
    hints.push("AppArmor refuses user namespaces: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
  }
  const why = hints.length > 0 ? hints.join("; ") : "inside a container, allow user namespaces for it";
  return new EngineError(
    "unavailable",
    `bubblewrap cannot make a sandbox here (${why}): ${detail.slice(0, 500)}`,
  );
}
