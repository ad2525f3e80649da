import { type Catalogue, chat, embedding } from "./catalogue.ts";

const from = "2026-01-01";

/** Names with a version; what `-latest` stands for changes, so such names have no price here. */
export const mistral: Catalogue = {
  provider: "mistral",
  page: "mistral.ai/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "mistral-large-2402", from, rates: chat("2", "6") },
    { model: "mistral-large-2407", from, rates: chat("2", "6") },
    { model: "mistral-large-2411", from, rates: chat("2", "6") },
    { model: "pixtral-large-2411", from, rates: chat("2", "6") },
    { model: "mistral-medium-2505", from, rates: chat("0.40", "2") },
    { model: "devstral-medium-2507", from, rates: chat("0.40", "2") },
    { model: "devstral-small-2507", from, rates: chat("0.10", "0.30") },
    { model: "open-mistral-7b", from, rates: chat("0.25", "0.25") },
    { model: "open-mixtral-8x7b", from, rates: chat("0.70", "0.70") },
    { model: "open-mixtral-8x22b", from, rates: chat("2", "6") },
    { model: "mistral-embed", from, rates: embedding("0.10") },
  ],
};
