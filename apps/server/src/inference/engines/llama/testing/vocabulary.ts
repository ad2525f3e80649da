/** One token of a SentencePiece vocabulary. Types are the format's own: 1 normal, 2 unknown, 3 control, 6 byte. */
export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly type: number;
}

export const END_OF_TURN = "<|im_end|>";

/** The piece that stands for one raw byte. */
export const byte = (value: number): string => `<0x${value.toString(16).toUpperCase().padStart(2, "0")}>`;

/** ChatML, the most common of the chat templates. */
export const CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

const WORDS =
  "the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part";

const control = (text: string): Piece => ({ text, score: 0, type: 3 });
const normal = (text: string, index: number): Piece => ({ text, score: -10 - index, type: 1 });

/** A small vocabulary: specials, the 256 bytes, ChatML controls, ASCII characters and common words. */
export function vocabulary(): readonly Piece[] {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  return [
    { text: "<unk>", score: 0, type: 2 },
    control("<s>"),
    control("</s>"),
    ...Array.from({ length: 256 }, (_, value) => ({ text: byte(value), score: 0, type: 6 })),
    control("<|im_start|>"),
    control(END_OF_TURN),
    ...characters.map((character) => (character === " " ? "▁" : character)).map(normal),
    ...WORDS.split(" ")
      .filter((word) => word.length > 1)
      .map((word, index) => normal(`▁${word}`, index)),
  ];
}
