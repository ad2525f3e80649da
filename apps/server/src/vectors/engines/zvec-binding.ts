import { EngineError } from "../../engine-error.ts";

export type Zvec = typeof import("@zvec/zvec");

let loading: Promise<Zvec> | undefined;

/**
 * Loads zvec's native library, once for the process.
 * @throws {EngineError} `unavailable` where no binary exists for this platform.
 */
export function loadZvec(): Promise<Zvec> {
  loading ??= load(() => import("@zvec/zvec"));
  return loading;
}

/** Loads the library by the given import and keeps its log to errors. */
export async function load(importZvec: () => Promise<Zvec>): Promise<Zvec> {
  let zvec: Zvec;
  try {
    zvec = await importZvec();
  } catch (cause) {
    const message =
      `The vector engine zvec has no binary for ${process.platform}-${process.arch}. It runs on Linux (x64, arm64; ` +
      "glibc 2.27 or newer, or musl), macOS (arm64) and Windows (x64), and needs optional dependencies installed.";
    throw new EngineError("unavailable", message, { cause });
  }
  // Its warnings repeat whole queries, which are the users' own.
  zvec.ZVecInitialize({ logLevel: zvec.ZVecLogLevel.ERROR });
  return zvec;
}
