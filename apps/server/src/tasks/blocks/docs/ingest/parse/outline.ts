/** Prose under one heading. */
export interface Part {
  /** The headings above it, outermost first. */
  readonly heading: readonly string[];
  readonly paragraphs: readonly string[];
}

export interface Document {
  readonly title: string | undefined;
  readonly parts: readonly Part[];
}

/** Puts together what a parser meets. */
export interface Outline {
  title(text: string): void;
  /** `level` 1 to 6. */
  heading(level: number, text: string): void;
  paragraph(text: string): void;
  done(): Document;
}

export function createOutline(): Outline {
  let title: string | undefined;
  // By level, with holes where levels are left out.
  let headings: string[] = [];
  let paragraphs: string[] = [];
  const parts: Part[] = [];
  const close = () => {
    if (paragraphs.length > 0) parts.push({ heading: headings.filter(Boolean), paragraphs });
    paragraphs = [];
  };
  return {
    title: (text) => void (title ??= text.trim() || undefined),
    heading(level, text) {
      close();
      headings = [...Array.from({ length: level - 1 }, (_, at) => headings[at] ?? ""), text.trim()];
      if (level === 1) title ??= text.trim() || undefined;
    },
    paragraph(text) {
      if (text.trim() !== "") paragraphs.push(text.trim());
    },
    done() {
      close();
      return { title, parts };
    },
  };
}
