import { type Catalogue, chat, embedding } from "./catalogue.ts";

const from = "2026-01-01";
const over = "200000";
const later = "2026-10-01";

/** The paid tier of the Gemini API; text, image and video input. What a cache stores by the hour is not here. */
export const google: Catalogue = {
  provider: "google",
  page: "ai.google.dev/gemini-api/docs/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "gemini-2.0-flash", from, rates: chat("0.10", "0.40") },
    { model: "gemini-2.0-flash-lite", from, rates: chat("0.075", "0.30") },
    {
      model: "gemini-2.5-pro",
      from,
      rates: chat("1.25", "10", "0.125"),
      long: { over, rates: chat("2.50", "15", "0.25") },
    },
    { model: "gemini-2.5-flash", from, rates: chat("0.30", "2.50", "0.03") },
    { model: "gemini-2.5-flash-lite", from, rates: chat("0.10", "0.40", "0.01") },
    {
      model: "gemini-3-pro-preview",
      from,
      rates: chat("2", "12"),
      long: { over, rates: chat("4", "18") },
    },
    { model: "gemini-3-flash-preview", from, rates: chat("0.50", "3") },
    { model: "gemini-3.1-flash-lite-preview", from: later, rates: chat("0.25", "1.50", "0.025") },
    { model: "gemini-3.5-flash", from: later, rates: chat("1.50", "9", "0.15") },
    { model: "gemini-3.5-flash-lite", from: later, rates: chat("0.30", "2.50", "0.03") },
    { model: "gemini-3.6-flash", from: later, rates: chat("1.50", "7.50", "0.15") },
    { model: "gemini-embedding-001", from, rates: embedding("0.15") },
  ],
};
