// The gates of `pnpm check`, one after the other: `node tooling/check/run.ts [--only name[,name]] [--list]`.
import { parseArgs } from "node:util";
import { gates } from "./gates.ts";
import { runGates } from "./run-gates.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } });
if (values.list === true) {
  for (const gate of gates) console.log(gate.name);
  process.exit(0);
}
const wanted = values.only?.split(",");
const unknown = wanted?.filter((name) => !gates.some((gate) => gate.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `no gate is called ${unknown.join(", ")}; there are ${gates.map((gate) => gate.name).join(", ")}`,
  );
  process.exit(2);
}
const { failed } = await runGates(gates.filter((gate) => wanted?.includes(gate.name) ?? true));
process.exit(failed > 0 ? 1 : 0);
