import { type Catalogue, chat, embedding } from "./catalogue.ts";

const from = "2026-01-01";

/** Production keys. Reranking is billed by the search and is not here. */
export const cohere: Catalogue = {
  provider: "cohere",
  page: "cohere.com/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "command-a-03-2025", from, rates: chat("2.50", "10") },
    { model: "command-r-08-2024", from, rates: chat("0.15", "0.60") },
    { model: "command-r-plus-08-2024", from, rates: chat("2.50", "10") },
    { model: "command-r7b-12-2024", from, rates: chat("0.0375", "0.15") },
    { model: "embed-v4.0", from, rates: embedding("0.12") },
  ],
};
