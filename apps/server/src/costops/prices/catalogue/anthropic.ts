import { type Catalogue, chat, withCacheWrites } from "./catalogue.ts";

const from = "2026-01-01";
const june = "2026-06-01";
const autumn = "2026-10-10";
const over = "200000";

const opus = withCacheWrites(chat("5", "25", "0.50"), "6.25", "10");
const olderOpus = withCacheWrites(chat("15", "75", "1.50"), "18.75", "30");
const sonnet = withCacheWrites(chat("3", "15", "0.30"), "3.75", "6");
const longSonnet = withCacheWrites(chat("6", "22.50", "0.60"), "7.50", "12");

/** Standard service, no data residency. Names without their date; a dated name finds them. */
export const anthropic: Catalogue = {
  provider: "anthropic",
  page: "platform.claude.com/docs/en/about-claude/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "claude-3-haiku", from, rates: withCacheWrites(chat("0.25", "1.25", "0.03"), "0.30", "0.50") },
    { model: "claude-3-5-haiku", from, rates: withCacheWrites(chat("0.80", "4", "0.08"), "1", "1.60") },
    { model: "claude-3-7-sonnet", from, rates: sonnet },
    { model: "claude-3-opus", from, rates: olderOpus },
    { model: "claude-haiku-4-5", from, rates: withCacheWrites(chat("1", "5", "0.10"), "1.25", "2") },
    { model: "claude-sonnet-4", from, rates: sonnet, long: { over, rates: longSonnet } },
    { model: "claude-sonnet-4-5", from, rates: sonnet, long: { over, rates: longSonnet } },
    { model: "claude-sonnet-4-6", from: june, rates: sonnet },
    { model: "claude-opus-4", from, rates: olderOpus },
    { model: "claude-opus-4-1", from, rates: olderOpus },
    { model: "claude-opus-4-5", from, rates: opus },
    { model: "claude-opus-4-6", from: june, rates: opus },
    { model: "claude-opus-4-7", from: autumn, rates: opus },
    { model: "claude-opus-4-8", from: autumn, rates: opus },
    { model: "claude-opus-5", from: autumn, rates: opus },
    { model: "claude-opus-5-5", from: autumn, rates: withCacheWrites(chat("4", "20", "0.20"), "5", "8") },
    { model: "claude-sonnet-5", from: autumn, rates: withCacheWrites(chat("2", "10", "0.20"), "2.50", "4") },
    {
      model: "claude-sonnet-5-5",
      from: autumn,
      rates: withCacheWrites(chat("2", "10", "0.10"), "2.50", "4"),
    },
    {
      model: "claude-haiku-5-5",
      from: "2026-10-07",
      rates: withCacheWrites(chat("0.10", "0.50", "0.01"), "0.125", "0.20"),
      long: {
        over: "100000",
        rates: withCacheWrites(chat("0.50", "2.50", "0.05"), "0.625", "1"),
      },
    },
    { model: "claude-fable-5", from: autumn, rates: withCacheWrites(chat("10", "50", "1"), "12.50", "20") },
    {
      model: "claude-fable-5-1",
      from: autumn,
      rates: withCacheWrites(chat("10", "50", "0.25"), "12.50", "20"),
    },
  ],
};
