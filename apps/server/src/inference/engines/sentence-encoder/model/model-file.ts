import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { MODEL_ID } from "../limits.ts";
import { encoderGraph } from "./encoder-graph.ts";
import { noticeText } from "./notice.ts";
import { packageVersion } from "./package.ts";
import { readWeights } from "./weights.ts";

/** Goes up whenever the written graph changes, so that older files are not taken for new ones. */
const REVISION = 1;

/**
 * The path of the model's ONNX file in `cacheDir`: made at the first call, checked at every other.
 * The name ends in the content's SHA-256, so a damaged file is noticed and made again.
 */
export async function modelFile(cacheDir: string): Promise<string> {
  const source = packageVersion();
  const prefix = `${MODEL_ID}-${source.version}-r${REVISION}-`;
  await mkdir(cacheDir, { recursive: true });
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(prefix) || !name.endsWith(".onnx")) continue;
    const path = join(cacheDir, name);
    if (name === `${prefix}${await hashFile(path)}.onnx`) return path;
    await rm(path, { force: true });
  }
  await writeFile(join(cacheDir, `${MODEL_ID}-NOTICE.txt`), noticeText(source));
  return writeModel(cacheDir, prefix);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** Writes under a name of its own and renames at the end: another process never sees half a file. */
async function writeModel(cacheDir: string, prefix: string): Promise<string> {
  const { parts } = encoderGraph(await readWeights());
  const hash = createHash("sha256");
  const unfinished = join(cacheDir, `${prefix}${randomUUID()}.part`);
  try {
    await using file = await open(unfinished, "wx");
    for (const part of parts) {
      hash.update(part);
      await file.writeFile(part);
    }
    await file.sync();
    const path = join(cacheDir, `${prefix}${hash.digest("hex")}.onnx`);
    await rename(unfinished, path);
    return path;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
