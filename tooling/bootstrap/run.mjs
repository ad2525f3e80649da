// From a fresh clone to a running program: `node tooling/bootstrap/run.mjs <quickstart|start|test> [-- arguments]`.
// Plain Node 20 and no dependency, because nothing is installed yet when this runs.
import { build } from "./build.mjs";
import { installPackages } from "./install.mjs";
import { launch } from "./launch.mjs";
import { prepareMachine } from "./machine/prepare.mjs";
import { getPackageManager } from "./package-manager.mjs";
import { environment } from "./paths.mjs";
import { fail, say } from "./say.mjs";
import { targets } from "./targets.mjs";

const [name = "", ...rest] = process.argv.slice(2);
const target = targets[name];
if (target === undefined) {
  fail(`there is no command "${name}"; choose one of: ${Object.keys(targets).join(", ")}`, 2);
}
if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Node ${process.versions.node} is too old; install Node 20 or newer and try again`, 2);
}

const started = Date.now();
try {
  await getPackageManager();
  await installPackages();
  await build();
  await prepareMachine(target.needs);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error), 1);
}
say(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s, starting: ${name}`);
await launch(target, rest[0] === "--" ? rest.slice(1) : rest, environment());
