/** Checked by the compiler, never run: each `@ts-expect-error` fails the check when its line is allowed. */
import { createClient } from "@platform/core";
import {
  createIndex,
  type Filter,
  searchText,
  searchVectors,
  upsertTexts,
  upsertVectors,
  vectors,
} from "./index.ts";

const client = createClient();
const filter: Filter = {
  lang: "en",
  year: { $gte: 2020 },
  $or: [{ kind: "guide" }, { kind: { $in: ["faq"] } }],
};

export async function types(): Promise<void> {
  const { dimension } = await createIndex(client, { name: "docs", metric: "cosine" });
  const { hits } = await searchText(client, { index: "docs", query: "cats", filter });
  const { ids } = await upsertTexts(client, {
    index: "docs",
    texts: [{ text: "a", metadata: { tags: ["x"] } }],
  });
  for await (const index of vectors(client).indexes.list()) void (index.name satisfies string);
  void [dimension satisfies number, hits[0]?.score satisfies number | undefined, ids satisfies string[]];
  // @ts-expect-error there is no such metric
  await createIndex(client, { name: "docs", metric: "manhattan" });
  // @ts-expect-error a vector is numbers
  await searchVectors(client, { index: "docs", vector: "cats" });
  // @ts-expect-error the values are missing
  await upsertVectors(client, { index: "docs", vectors: [{ id: "a" }] });
  // @ts-expect-error metadata is flat
  await upsertTexts(client, { index: "docs", texts: [{ text: "a", metadata: { deep: { er: 1 } } }] });
}
