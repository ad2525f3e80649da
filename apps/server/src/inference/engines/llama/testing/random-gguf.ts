import { writeFile } from "node:fs/promises";
import { ggufBytes, type Tensor } from "./gguf-layout.ts";
import { byte, CHAT_TEMPLATE, END_OF_TURN, type Piece, vocabulary } from "./vocabulary.ts";

const WIDTH = 64;
const HIDDEN = 128;
const LAYERS = 2;
/** Long enough that an endless answer outlasts any test. */
const CONTEXT = 65_536;

export interface RandomGguf {
  /** Same seed, same bytes. Default 1. */
  readonly seed?: number;
  /**
   * Makes the model answer exactly this text, then end its turn, when decoded greedily. Each character (each byte
   * of a non-ASCII one) may occur once: the model is then a chain in which every token names the next.
   */
  readonly says?: string;
  /** Says it over and over, never ending its turn. Only with `says`. */
  readonly endless?: boolean;
}

/** Writes a real, tiny GGUF model (about 0.6 MB) with random weights, a vocabulary of its own and a chat template. */
export async function writeRandomGguf(path: string, options: RandomGguf = {}): Promise<void> {
  const random = generator(options.seed ?? 1);
  const pieces = vocabulary();
  const matrix = (name: string, rows: number, columns: number, scale: number): Tensor => ({
    name,
    shape: [columns, rows],
    data: Float32Array.from({ length: rows * columns }, () => (random() * 2 - 1) * scale),
  });
  const ones = (name: string): Tensor => ({ name, shape: [WIDTH], data: new Float32Array(WIDTH).fill(1) });
  // A scripted model keeps its layers silent, so that only the last token decides the next.
  const loud = options.says === undefined ? 0.2 : 0;
  const embedding = matrix("token_embd.weight", pieces.length, WIDTH, 1);
  const tensors: Tensor[] = [embedding, ones("output_norm.weight")];
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const at = (part: string): string => `blk.${layer}.${part}.weight`;
    tensors.push(ones(at("attn_norm")), ones(at("ffn_norm")));
    for (const part of ["attn_q", "attn_k", "attn_v"]) tensors.push(matrix(at(part), WIDTH, WIDTH, 0.2));
    tensors.push(matrix(at("attn_output"), WIDTH, WIDTH, loud));
    tensors.push(matrix(at("ffn_gate"), HIDDEN, WIDTH, 0.2), matrix(at("ffn_up"), HIDDEN, WIDTH, 0.2));
    tensors.push(matrix(at("ffn_down"), WIDTH, HIDDEN, loud));
  }
  const output = matrix("output.weight", pieces.length, WIDTH, options.says === undefined ? 0.3 : 0);
  if (options.says !== undefined) {
    const path = scriptOf(pieces, options.says, options.endless ?? false);
    chain(output.data, embedding.data, path);
  }
  tensors.push(output);
  await writeFile(path, ggufBytes(metadata(pieces), tensors));
}

/** Token ids in the order they follow each other, from the newline with which the template ends the prompt. */
function scriptOf(pieces: readonly Piece[], says: string, endless: boolean): readonly number[] {
  const ids = new Map(pieces.map((piece, id) => [piece.text, id]));
  const spell = (character: string): string[] =>
    ids.has(character) ? [character] : [...new TextEncoder().encode(character)].map(byte);
  const script = [...says.replaceAll(" ", "▁")].flatMap(spell);
  const path = [byte(10), ...script, ...(endless ? [] : [END_OF_TURN])].map((text) => ids.get(text) ?? -1);
  if (new Set(path).size !== path.length)
    throw new Error("Each character of a scripted answer may occur once");
  return endless ? [...path, path[1] ?? -1] : path;
}

/** Makes each token call for the next: its output row gains the embedding of the one before. */
function chain(output: Float32Array, embedding: Float32Array, path: readonly number[]): void {
  for (let step = 1; step < path.length; step += 1) {
    const from = (path[step - 1] ?? 0) * WIDTH;
    const to = (path[step] ?? 0) * WIDTH;
    for (let at = 0; at < WIDTH; at += 1)
      output[to + at] = (output[to + at] ?? 0) + (embedding[from + at] ?? 0);
  }
}

function metadata(pieces: readonly Piece[]): Readonly<Record<string, unknown>> {
  const id = (text: string): number => pieces.findIndex((piece) => piece.text === text);
  return {
    "general.architecture": "llama",
    "general.name": "random",
    "llama.context_length": CONTEXT,
    "llama.embedding_length": WIDTH,
    "llama.block_count": LAYERS,
    "llama.feed_forward_length": HIDDEN,
    "llama.attention.head_count": 4,
    "llama.attention.layer_norm_rms_epsilon": { float: 1e-5 },
    "llama.rope.dimension_count": WIDTH / 4,
    "tokenizer.ggml.model": "llama",
    "tokenizer.ggml.tokens": pieces.map((piece) => piece.text),
    "tokenizer.ggml.scores": { floats: pieces.map((piece) => piece.score) },
    "tokenizer.ggml.token_type": pieces.map((piece) => piece.type),
    "tokenizer.ggml.unknown_token_id": id("<unk>"),
    "tokenizer.ggml.bos_token_id": id("<s>"),
    "tokenizer.ggml.eos_token_id": id("</s>"),
    "tokenizer.ggml.eot_token_id": id(END_OF_TURN),
    "tokenizer.ggml.add_bos_token": false,
    "tokenizer.ggml.add_space_prefix": false,
    "tokenizer.chat_template": CHAT_TEMPLATE,
  };
}

/** mulberry32: a small seeded generator of numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
