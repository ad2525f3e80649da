import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { EngineError } from "../../../engine-error.ts";
import { modelAddress } from "./address.ts";
import { download, type FreeSpace } from "./download.ts";

export interface ModelFileOptions {
  readonly model: string;
  readonly cacheDir: string;
  readonly sha256?: string;
  readonly allowedHosts?: readonly string[];
}

const isAddress = (model: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//iu.test(model);

/** The file name without `.gguf`, of a path or an address. */
export function modelId(model: string): string {
  const path = isAddress(model) ? new URL(model).pathname : resolve(model);
  return basename(path).replace(/\.gguf$/iu, "");
}

/**
 * The local path of the model, downloaded first when it is an address and not in the cache yet. What is returned is
 * complete, and has the SHA-256 when one is given.
 */
export async function ensureModelFile(options: ModelFileOptions, freeSpace?: FreeSpace): Promise<string> {
  const { model, cacheDir, allowedHosts } = options;
  const sha256 = options.sha256?.toLowerCase();
  if (!isAddress(model)) {
    const path = resolve(model);
    await checkFile(path, sha256);
    return path;
  }
  const url = modelAddress(model, allowedHosts);
  await mkdir(cacheDir, { recursive: true });
  // The name carries address and expected hash, so neither two models nor two versions of one are ever mixed up.
  const key = createHash("sha256")
    .update(`${url.href}\n${sha256 ?? ""}`)
    .digest("hex")
    .slice(0, 16);
  const path = join(cacheDir, `${key}-${modelId(model).replaceAll(/[^\w.-]/gu, "_")}.gguf`);
  const check = (candidate: string): Promise<void> => checkFile(candidate, sha256);
  await download({ url, path, allowedHosts, check, freeSpace });
  return path;
}

/** @throws {EngineError} when the file is absent, no GGUF, or not the expected one. */
async function checkFile(path: string, sha256: string | undefined): Promise<void> {
  const file = await open(path).catch((cause: unknown) => {
    throw new EngineError("not_found", `The model file ${basename(path)} cannot be read.`, { cause });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead < 4 || buffer.toString("latin1") !== "GGUF") {
      throw new EngineError("invalid_input", `${basename(path)} is not a GGUF model.`, { param: "model" });
    }
  } finally {
    await file.close();
  }
  if (sha256 === undefined) return;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  if (hash.digest("hex") !== sha256) {
    throw new EngineError("invalid_input", `${basename(path)} does not have the expected SHA-256.`, {
      param: "sha256",
    });
  }
}
