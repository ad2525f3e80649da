const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Sentences of a text; one that is longer than `most` characters is cut between words, or anywhere. */
export function sentences(text: string, most: number): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim())
    .filter((sentence) => sentence !== "")
    .flatMap((sentence) => cut(sentence, most));
}

function cut(sentence: string, most: number): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > most) {
    const space = rest.lastIndexOf(" ", most);
    let at = space > most / 2 ? space : most;
    // Never through the middle of a character.
    if (/[\uD800-\uDBFF]/.test(rest.charAt(at - 1))) at--;
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === "" ? parts : [...parts, rest];
}
