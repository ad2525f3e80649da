import type { SandboxIdParams, SandboxInfo } from "@platform/sandbox";
import type { Context } from "../http/operation.ts";
import { findSandbox } from "./find-sandbox.ts";
import { toSandboxInfo } from "./to-sandbox-info.ts";

/** Reads one sandbox, also one that has ended. */
export const getSandbox = async ({ db }: Context, { sandboxId }: SandboxIdParams): Promise<SandboxInfo> =>
  toSandboxInfo(await findSandbox(db, sandboxId));
