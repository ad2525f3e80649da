import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Budget } from "../budgets.ts";
import { tryCommand } from "../command.ts";
import { consumerFolder } from "../consumer.ts";
import { GateError } from "../gate.ts";
import { bundlers } from "./bundlers.ts";

export interface Size {
  readonly bundler: string;
  readonly gzip: number;
}

/**
 * Bytes of one program by every bundler. Each bundle is run once under Node: code that a wrong purity
 * mark dropped shows itself there.
 */
export async function measure(budget: Budget): Promise<Size[]> {
  const folder = join(await consumerFolder(), "size");
  await mkdir(folder, { recursive: true });
  const slug = budget.name.replaceAll(/\W+/g, "-");
  const entry = join(folder, `${slug}.js`);
  await writeFile(entry, `${budget.source.join("\n")}\n`);
  const sizes: Size[] = [];
  for (const [bundler, bundle] of Object.entries(bundlers)) {
    const code = await bundle(entry).catch((error: unknown) => {
      throw new GateError(`${budget.name}: ${bundler} cannot bundle it: ${String(error)}`);
    });
    const file = join(folder, `${slug}.${bundler}.mjs`);
    await writeFile(file, code);
    const { code: exit, output } = await tryCommand(process.execPath, [file], { timeoutMs: 30_000 });
    if (exit !== 0) throw new GateError(`${budget.name}: what ${bundler} made does not run:\n${output}`);
    sizes.push({ bundler, gzip: gzipSync(code, { level: 9 }).length });
  }
  return sizes;
}
