import type { Client } from "@platform/core";
import { searchText } from "@platform/vectors";
import { paragraph } from "../screen/flow.ts";
import { bold, dim, line, plain } from "../screen/style.ts";
import { screenWidth, shorten } from "../screen/width.ts";

/** A passage that may answer the question. */
export interface Passage {
  readonly source: string;
  readonly score: number;
  readonly text: string;
}

/** Finds the passages nearest in meaning to the question. */
export async function search(client: Client, index: string, query: string): Promise<Passage[]> {
  const { hits } = await searchText(client, { index, query, limit: 6 });
  const passages = hits.map(({ score, text, metadata }) => ({
    source: String(metadata?.["source"] ?? ""),
    score,
    text: text ?? "",
  }));
  for (const [at, { source, score, text }] of passages.entries()) {
    const name = shorten(plain(source), screenWidth() - 16);
    line(`   ${bold(`[${at + 1}]`)} ${score.toFixed(3).padStart(6)}  ${name}`);
    if (at < 3) paragraph(beginning(text), "       ", dim);
  }
  return passages;
}

/** The first words of a passage. */
const beginning = (text: string) =>
  text.length <= 160 ? text : `${text.slice(0, 160).replace(/\s+\S*$/, "")} …`;
