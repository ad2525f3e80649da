import { randomUUID } from "node:crypto";
import type { Execution, RunCodeParams } from "@platform/sandbox";
import type { Context } from "../http/operation.ts";
import { codeStarter } from "./code-starter.ts";
import { execute } from "./execute.ts";
import { inside } from "./inside.ts";
import { templateOf } from "./templates.ts";
import { putFile } from "./put-file.ts";

/** Runs a program text in a fresh process of the language's own. */
export function runCode(context: Context, params: RunCodeParams): Promise<Execution> {
  const { sandboxId, code, language, ...circumstances } = params;
  const { signal } = context;
  return inside(context, sandboxId, async (engine, { template }) => {
    const path = `/tmp/.code-${randomUUID()}`;
    await putFile(engine, sandboxId, path, Buffer.from(code), signal);
    const argv = codeStarter(language ?? templateOf(template).language, path);
    try {
      return await execute(engine, sandboxId, argv, circumstances, signal);
    } catch (error) {
      // It never began, or was broken off; nobody is left to remove its file.
      await engine.removeFile(sandboxId, path, { recursive: false }, signal).catch(() => {});
      throw error;
    }
  });
}
