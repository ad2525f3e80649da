import type { GraphBuilder, Value } from "./onnx.ts";
import type { FindWeight, Weight } from "./weights.ts";

const HEADS = 4;
const EPSILON = 1e-6;

export interface LayerSpec {
  readonly number: number;
  readonly inWidth: number;
  readonly outWidth: number;
}

/** Adds one layer: attention and a feed-forward net, each behind a layer norm and added to its input. */
export function addLayer(g: GraphBuilder, find: FindWeight, layer: LayerSpec, x: Value, bias: Value): Value {
  const own: FindWeight = (ending) => find(`Layer_${layer.number}/TransformerLayer/${ending}`);
  const attended = attention(g, own, layer, norm(g, own, "", x), bias);
  const residual =
    layer.inWidth === layer.outWidth
      ? x
      : dense(g, x, own("dense/kernel/ConcatPartitions/concat"), own("dense/bias/ConcatPartitions/concat"));
  const middle = g.op("Add", [attended, residual]);
  return g.op("Add", [feedForward(g, own, norm(g, own, "FFN/", middle)), middle]);
}

/** `x · weights + bias`. */
export function dense(g: GraphBuilder, x: Value, weights: Weight, bias: Weight): Value {
  // Kernels stored as 1×1 convolutions are plain matrices.
  const product = g.op("MatMul", [x, g.floats(weights.shape.slice(-2), weights.bytes)]);
  return g.op("Add", [product, g.floats(bias.shape, bias.bytes)]);
}

function norm(g: GraphBuilder, own: FindWeight, part: string, x: Value): Value {
  const stored = (name: string) => {
    const weight = own(`${part}layer_prepostprocess/layer_norm/layer_norm_${name}/ConcatPartitions/concat`);
    return g.floats(weight.shape, weight.bytes);
  };
  return g.op("LayerNormalization", [x, stored("scale"), stored("bias")], {
    axis: -1,
    epsilon: { float: EPSILON },
  });
}

function attention(g: GraphBuilder, own: FindWeight, layer: LayerSpec, x: Value, bias: Value): Value {
  const width = layer.inWidth;
  const projection = (name: string, input: Value) =>
    dense(
      g,
      input,
      own(`MultiheadAttention/${name}/kernel/part_0`),
      own(`MultiheadAttention/${name}/bias/ConcatPartitions/concat`),
    );
  const parts = g.split(projection("qkv_transform_single", x), [width, width, width], 2);
  const heads = (part: number, order: readonly number[]) =>
    g.op("Transpose", [g.op("Reshape", [parts[part] ?? "", g.ints([0, 0, HEADS, width / HEADS])])], {
      perm: order,
    });
  const scale = g.scalar(1 / Math.sqrt(width / HEADS));
  const query = g.op("Mul", [heads(0, [0, 2, 1, 3]), scale]);
  const scores = g.op("Add", [g.op("MatMul", [query, heads(1, [0, 2, 3, 1])]), bias]);
  const mixed = g.op("MatMul", [g.op("Softmax", [scores], { axis: -1 }), heads(2, [0, 2, 1, 3])]);
  const joined = g.op("Reshape", [g.op("Transpose", [mixed], { perm: [0, 2, 1, 3] }), g.ints([0, 0, width])]);
  return projection("output_transform_single", joined);
}

function feedForward(g: GraphBuilder, own: FindWeight, x: Value): Value {
  const conv = (name: string, input: Value) =>
    dense(g, input, own(`FFN/${name}/Tensordot/Reshape_1`), own(`FFN/${name}/bias/ConcatPartitions/concat`));
  return conv("conv2", g.op("Relu", [conv("conv1", x)]));
}
