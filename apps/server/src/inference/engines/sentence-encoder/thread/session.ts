import { InferenceSession, Tensor } from "onnxruntime-node";
import { DIMENSIONS } from "../limits.ts";

/** Gives one unit vector for each list of token ids (1 to 128 of them). */
export type RunModel = (windows: readonly (readonly number[])[]) => Promise<Float32Array[]>;

/** Loads the model. One thread: more only spin against each other on texts this short. */
export async function openSession(path: string): Promise<{ run: RunModel; release: () => Promise<void> }> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    run: (windows) => run(session, windows),
    release: () => session.release(),
  };
}

async function run(
  session: InferenceSession,
  windows: readonly (readonly number[])[],
): Promise<Float32Array[]> {
  const width = Math.max(...windows.map((window) => window.length));
  const ids = new BigInt64Array(windows.length * width);
  const mask = new Float32Array(windows.length * width);
  for (const [row, window] of windows.entries()) {
    for (const [column, id] of window.entries()) {
      ids[row * width + column] = BigInt(id);
      mask[row * width + column] = 1;
    }
  }
  const shape = [windows.length, width];
  const result = await session.run({
    ids: new Tensor("int64", ids, shape),
    mask: new Tensor("float32", mask, shape),
  });
  const flat = result["vectors"]?.data;
  if (!(flat instanceof Float32Array)) throw new Error("the model gave no vectors");
  return windows.map((_, row) => flat.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
}
