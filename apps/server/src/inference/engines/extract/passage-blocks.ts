/** A piece of context that may be quoted and cited. */
export interface Passage {
  /** How the answer cites it: `[label]`. */
  readonly label: string;
  /** Where it is from, for the list of sources. */
  readonly source: string;
  readonly text: string;
  /** It stands in a system message, so its sentences may be orders to the model instead of facts. */
  readonly mayInstruct: boolean;
}

/** A `<passage>` block as written: id and source may be missing. */
export interface Block {
  readonly id: string | undefined;
  readonly source: string | undefined;
  readonly text: string;
}

const OPEN = /<passage(?=[\s>])/g;
const CLOSE = "</passage>";
const ATTRIBUTE = /\b(id|source)="([^"<>]{1,500})"/g;

/**
 * Takes the blocks `<passage id="1" source="docs/a.md">…</passage>` out of a message.
 * `rest` is what stands around them. A block that is never closed is ordinary text.
 */
export function takeBlocks(content: string): { readonly blocks: readonly Block[]; readonly rest: string } {
  const blocks: Block[] = [];
  const around: string[] = [];
  let at = 0;
  // Ends are searched by hand: a pattern with two open ends would be quadratic on hostile text.
  for (const { index: open } of content.matchAll(OPEN)) {
    if (open < at) continue; // written inside a passage
    const head = content.indexOf(">", open);
    const close = head < 0 ? -1 : content.indexOf(CLOSE, head);
    if (close < 0) break;
    around.push(content.slice(at, open));
    const attributes = content.slice(open, head);
    blocks.push({ ...readAttributes(attributes), text: content.slice(head + 1, close).trim() });
    at = close + CLOSE.length;
  }
  around.push(content.slice(at));
  return { blocks, rest: around.join("\n").trim() };
}

function readAttributes(text: string): { id: string | undefined; source: string | undefined } {
  const found = new Map(Array.from(text.matchAll(ATTRIBUTE), ([, name, value]) => [name, value]));
  return { id: found.get("id"), source: found.get("source") };
}

/** Gives every block a label of its own: its id, or the next free number when it has none or it is taken. */
export function labelBlocks(blocks: readonly Block[]): Passage[] {
  const taken = new Set<string>();
  const wanted = new Set(blocks.map((block) => block.id));
  let next = 1;
  return blocks.map(({ id, source, text }) => {
    let label = id;
    if (label === undefined || taken.has(label)) {
      while (wanted.has(String(next))) next++;
      label = String(next++);
    }
    taken.add(label);
    return { label, source: source ?? `passage ${label}`, text, mayInstruct: false };
  });
}
