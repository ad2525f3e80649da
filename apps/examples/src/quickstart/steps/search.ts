import type { Client } from "@platform/core";
import { searchText } from "@platform/vectors";
import { bold, dim, line, paragraph } from "../screen.ts";

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
    line(`   ${bold(`[${at + 1}]`)} ${score.toFixed(3)}  ${source}`);
    if (at < 3) paragraph(dim(shorten(text)), "       ");
  }
  return passages;
}

const shorten = (text: string) => (text.length <= 160 ? text : `${text.slice(0, 157).trimEnd()}...`);
