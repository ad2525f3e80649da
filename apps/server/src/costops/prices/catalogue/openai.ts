import { type Catalogue, chat, embedding } from "./catalogue.ts";

const from = "2026-01-01";
const may = "2026-05-04";
const over = "272000";

/** Standard service tier; batch, flex and priority differ. */
export const openai: Catalogue = {
  provider: "openai",
  page: "openai.com/api/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "gpt-3.5-turbo", from, rates: chat("0.50", "1.50") },
    { model: "gpt-4", from, rates: chat("30", "60") },
    { model: "gpt-4-turbo", from, rates: chat("10", "30") },
    { model: "gpt-4o", from, rates: chat("2.50", "10", "1.25") },
    { model: "gpt-4o-2024-05-13", from, rates: chat("5", "15") },
    { model: "gpt-4o-mini", from, rates: chat("0.15", "0.60", "0.075") },
    { model: "gpt-4.1", from, rates: chat("2", "8", "0.50") },
    { model: "gpt-4.1-mini", from, rates: chat("0.40", "1.60", "0.10") },
    { model: "gpt-4.1-nano", from, rates: chat("0.10", "0.40", "0.025") },
    { model: "gpt-5", from, rates: chat("1.25", "10", "0.125") },
    { model: "gpt-5-mini", from, rates: chat("0.25", "2", "0.025") },
    { model: "gpt-5-nano", from, rates: chat("0.05", "0.40", "0.005") },
    { model: "gpt-5-pro", from, rates: chat("15", "120") },
    { model: "gpt-5.1", from, rates: chat("1.25", "10", "0.125") },
    { model: "gpt-5.1-codex", from, rates: chat("1.25", "10", "0.125") },
    { model: "gpt-5.1-codex-mini", from, rates: chat("0.25", "2", "0.025") },
    { model: "gpt-5.2", from, rates: chat("1.75", "14", "0.175") },
    {
      model: "gpt-5.4",
      from: may,
      rates: chat("2.50", "15", "0.25"),
      long: { over, rates: chat("5", "22.50", "0.50") },
    },
    { model: "gpt-5.4-mini", from: may, rates: chat("0.75", "4.50", "0.075") },
    { model: "gpt-5.4-nano", from: may, rates: chat("0.20", "1.25", "0.02") },
    {
      model: "gpt-5.5",
      from: may,
      rates: chat("5", "30", "0.50"),
      long: { over, rates: chat("10", "45", "1") },
    },
    { model: "o1", from, rates: chat("15", "60", "7.50") },
    { model: "o1-pro", from, rates: chat("150", "600") },
    { model: "o3", from, rates: chat("2", "8", "0.50") },
    { model: "o3-mini", from, rates: chat("1.10", "4.40", "0.55") },
    { model: "o3-pro", from, rates: chat("20", "80") },
    { model: "o4-mini", from, rates: chat("1.10", "4.40", "0.275") },
    { model: "text-embedding-3-small", from, rates: embedding("0.02") },
    { model: "text-embedding-3-large", from, rates: embedding("0.13") },
    { model: "text-embedding-ada-002", from, rates: embedding("0.10") },
  ],
};
