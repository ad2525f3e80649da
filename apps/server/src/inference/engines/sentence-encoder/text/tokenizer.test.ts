import { expect, test } from "vitest";
import { createTokenizer } from "./tokenizer.ts";
import { readVocabulary } from "./vocabulary.ts";

const tokenize = createTokenizer(readVocabulary());

// Recorded from the tokenizer of @energetic-ai/embeddings 0.2.0, the weights' own runtime.
const recorded: readonly (readonly [string, readonly number[]])[] = [
  ["Hello world.", [341, 4125, 311, 6]],
  [
    "The quick brown fox jumps over the lazy dog.",
    [34, 2280, 3744, 1394, 152, 2009, 7, 132, 9, 6266, 959, 6],
  ],
  ["日本語のテキスト", [30, 0]],
  ["emoji \ud83c\udf89\ud83c\udf89 party", [299, 451, 2501, 30, 0, 1152]],
  ["naïve café — “quotes”", [1216, 0, 105, 976, 209, 1133, 405, 77, 1699, 5070, 7, 236]],
  ["  leading and  double spaces ", [30, 30, 2428, 12, 30, 1991, 1016, 7, 30]],
  ["tab\there\nnewline", [5520, 0, 586, 53, 0, 2664, 721]],
  [
    "UPPER lower MiXeD 12345 $9.99",
    [6306, 181, 1430, 1551, 1450, 699, 59, 150, 575, 360, 3285, 583, 564, 6, 1994],
  ],
  [
    "ﬁ ligature ① \ufdfa",
    [
      1480, 30, 3994, 4129, 207, 30, 0, 7952, 0, 30, 7940, 7952, 7952, 0, 30, 0, 7952, 7991, 0, 30, 7994, 0,
      7952, 7982,
    ],
  ],
  ["x", [649]],
  ["中", [30, 0]],
  ["中 a 中", [30, 0, 11, 30, 0]],
  ["a\u0000b", [11, 0, 151]],
  ["½ cup", [207, 7935, 288, 2838]],
  [
    "https://example.com/a?b=c&d=e",
    [290, 7, 255, 773, 1563, 147, 6, 167, 68, 86, 54, 151, 413, 131, 531, 29, 413, 59],
  ],
  ["def f(x):\n    return x**2", [2709, 490, 234, 152, 4445, 0, 30, 30, 30, 852, 649, 5436, 288]],
  [
    "Ein Satz auf Deutsch mit Ümläuten.",
    [184, 97, 661, 3611, 11, 194, 209, 448, 542, 7, 397, 1523, 17, 30, 0, 47, 139, 5752, 542, 154, 6],
  ],
  ["Привет мир", [30, 0, 7976, 7955, 0, 7954, 7949, 30, 0, 7955, 7976]],
  ["\ud83d lone", [30, 0, 1148, 296]],
  ["▁already", [30, 506]],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", [30, 6865, 6865, 6865, 6865, 6865, 6865]],
  [
    "supercalifragilisticexpialidocious antidisestablishmentarianism",
    [
      1050, 2817, 928, 276, 143, 233, 2098, 6489, 983, 303, 102, 2907, 1531, 3175, 281, 1112, 2873, 284, 3619,
      639,
    ],
  ],
  ["<s> </s> extra_token_id_1", [4787, 7, 1431, 4787, 68, 7, 1431, 1501, 435, 266, 3032, 435, 303, 435, 363]],
  ["”5 ”5", [30, 4464, 30, 4464]],
  ["How do I reset my password?", [728, 64, 16, 137, 1383, 69, 5969, 54]],
];

test.each(recorded)("reads %j as the reference does", (text, ids) => {
  expect(tokenize(text)).toEqual(ids);
});

test("joins a run of unknown characters into one id", () => {
  expect(tokenize("x 中文字 y").filter((id) => id === 0)).toHaveLength(1);
});

test("reads the empty text as nothing", () => {
  expect(tokenize("")).toEqual([]);
});
