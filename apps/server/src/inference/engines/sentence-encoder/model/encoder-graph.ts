import { DIMENSIONS, WINDOW_TOKENS } from "../limits.ts";
import { createGraph, FLOAT, INT64, type GraphBuilder, type Value } from "./onnx.ts";
import type { Encoded } from "./protobuf.ts";
import { addLayer, dense, type LayerSpec } from "./transformer-layer.ts";
import type { FindWeight } from "./weights.ts";

const WIDTH = 256;
const MASKED = 1e9;

/**
 * Writes Universal Sentence Encoder Lite as an ONNX model, with the package's own weights.
 * In: `ids` int64 [b, t], `mask` float [b, t] (1 = token, 0 = padding). Out: `vectors` float [b, 512], unit length.
 */
export function encoderGraph(find: FindWeight): Encoded {
  const g = createGraph();
  const layers: readonly LayerSpec[] = [
    { number: 0, inWidth: WIDTH, outWidth: DIMENSIONS },
    { number: 1, inWidth: DIMENSIONS, outWidth: DIMENSIONS },
  ];
  const hidden = g.op("Mul", [g.op("Sub", ["mask", g.scalar(1)]), g.scalar(MASKED)]);
  const attentionBias = g.op("Unsqueeze", [hidden, g.ints([1, 2])]);
  const last = layers.reduce((x, layer) => addLayer(g, find, layer, x, attentionBias), embedTokens(g, find));
  g.op("Identity", [pool(g, find, last)], {}, "vectors");
  return g.finish(
    [
      { name: "ids", type: INT64, shape: ["b", "t"] },
      { name: "mask", type: FLOAT, shape: ["b", "t"] },
    ],
    [{ name: "vectors", type: FLOAT, shape: ["b", DIMENSIONS] }],
  );
}

/** Twice the word vectors (the original adds them to themselves) plus the positions. */
function embedTokens(g: GraphBuilder, find: FindWeight): Value {
  const table = find("module/Embeddings_en");
  const words = g.op("Gather", [g.floats(table.shape, table.bytes), "ids"]);
  const positions = g.floats([WINDOW_TOKENS, WIDTH], positionTable(find));
  const length = g.op("Shape", ["ids"], { start: 1, end: 2 });
  const used = g.op("Slice", [positions, g.ints([0]), length, g.ints([0])]);
  return g.op("Add", [g.op("Add", [words, words]), used]);
}

/** Sines, then cosines, of each position over the stored wavelengths. */
function positionTable(find: FindWeight): Uint8Array {
  const stored = find("TimingSignal/ExpandDims_1").bytes;
  const half = WIDTH / 2;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const table = new Float32Array(WINDOW_TOKENS * WIDTH);
  for (let position = 0; position < WINDOW_TOKENS; position++) {
    for (let i = 0; i < half; i++) {
      // The original multiplies in 32 bits.
      const angle = Math.fround(position * view.getFloat32(i * 4, true));
      table[position * WIDTH + i] = Math.sin(angle);
      table[position * WIDTH + half + i] = Math.cos(angle);
    }
  }
  return new Uint8Array(table.buffer);
}

/** The mean of the tokens, one dense layer, and unit length. */
function pool(g: GraphBuilder, find: FindWeight, tokens: Value): Value {
  const masked = g.op("Mul", [tokens, g.op("Unsqueeze", ["mask", g.ints([2])])]);
  const sum = g.op("ReduceSum", [masked, g.ints([1])], { keepdims: 0 });
  const count = g.op("ReduceSum", ["mask", g.ints([1])], { keepdims: 1 });
  const mean = g.op("Div", [sum, count]);
  const out = dense(g, mean, find("tanh_layer_0/weights"), find("tanh_layer_0/bias"));
  const bent = g.op("Tanh", [out]);
  return g.op("Div", [bent, g.op("ReduceL2", [bent], { axes: [1], keepdims: 1 })]);
}
