import { bytes, float, int, join, message, text, type Encoded } from "./protobuf.ts";

/** The name of a value in the graph. */
export type Value = string;

export type Attribute = number | { readonly float: number } | readonly number[];

export type Attributes = Readonly<Record<string, Attribute>>;

export const FLOAT = 1;
export const INT64 = 7;

/** Collects the nodes and constants of one ONNX graph. */
export interface GraphBuilder {
  /** Adds an operation of one output, which gets a name of its own unless told. */
  op(type: string, inputs: readonly Value[], attributes?: Attributes, output?: Value): Value;
  split(input: Value, sizes: readonly number[], axis: number): Value[];
  floats(shape: readonly number[], data: Uint8Array): Value;
  scalar(value: number): Value;
  ints(values: readonly number[]): Value;
  /** Ends the graph and encodes the model file. */
  finish(inputs: readonly Port[], outputs: readonly Port[]): Encoded;
}

export interface Port {
  readonly name: Value;
  readonly type: number;
  /** A text names a size that is known only at run time. */
  readonly shape: readonly (number | string)[];
}

/** Starts an empty graph. Field numbers are those of `onnx.proto`, opset 17. */
export function createGraph(): GraphBuilder {
  const nodes: Encoded[] = [];
  const constants: Encoded[] = [];
  let names = 0;
  const name = () => `v${names++}`;

  const add = (type: string, inputs: readonly Value[], outputs: readonly Value[], attributes: Encoded[]) =>
    void nodes.push(
      message(1, [
        ...inputs.map((v) => text(1, v)),
        ...outputs.map((v) => text(2, v)),
        text(4, type),
        ...attributes,
      ]),
    );
  const constant = (type: number, shape: readonly number[], data: Uint8Array): Value => {
    const value = name();
    constants.push(
      message(5, [...shape.map((size) => int(1, size)), int(2, type), text(8, value), bytes(9, data)]),
    );
    return value;
  };
  const ints = (values: readonly number[]) =>
    constant(INT64, [values.length], viewBytes(BigInt64Array.from(values, BigInt)));

  return {
    op(type, inputs, attributes = {}, output = name()) {
      add(type, inputs, [output], Object.entries(attributes).map(attribute));
      return output;
    },
    split(input, sizes, axis) {
      const outputs = sizes.map(name);
      add("Split", [input, ints(sizes)], outputs, [attribute(["axis", axis])]);
      return outputs;
    },
    floats: (shape, data) => constant(FLOAT, shape, data),
    scalar: (value) => constant(FLOAT, [], viewBytes(Float32Array.of(value))),
    ints,
    finish: (inputs, outputs) =>
      join([
        int(1, 8), // IR version
        text(2, "platform"),
        message(7, [
          ...nodes,
          text(2, "graph"),
          ...constants,
          ...inputs.map((port) => message(11, portFields(port))),
          ...outputs.map((port) => message(12, portFields(port))),
        ]),
        message(8, [text(1, ""), int(2, 17)]),
      ]),
  };
}

function attribute([name, value]: readonly [string, Attribute]): Encoded {
  if (typeof value === "number") return message(5, [text(1, name), int(3, value), int(20, 2)]);
  if ("float" in value) return message(5, [text(1, name), float(2, value.float), int(20, 1)]);
  return message(5, [text(1, name), ...value.map((item) => int(8, item)), int(20, 7)]);
}

function portFields(port: Port): Encoded[] {
  const sizes = port.shape.map((size) =>
    message(1, [typeof size === "number" ? int(1, size) : text(2, size)]),
  );
  return [text(1, port.name), message(2, [message(1, [int(1, port.type), message(2, sizes)])])];
}

// ONNX wants little-endian, which is what every platform Node runs on uses.
function viewBytes(view: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
