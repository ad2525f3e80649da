import { type Catalogue, chat } from "./catalogue.ts";

const from = "2026-01-01";

/** On demand, in us-east-1. */
export const amazon: Catalogue = {
  provider: "aws_bedrock",
  page: "aws.amazon.com/bedrock/pricing",
  lookedUpOn: "2026-11-21",
  entries: [
    { model: "amazon.nova-micro-v1:0", from, rates: chat("0.035", "0.14", "0.00875") },
    { model: "amazon.nova-lite-v1:0", from, rates: chat("0.06", "0.24", "0.015") },
    { model: "amazon.nova-pro-v1:0", from, rates: chat("0.80", "3.20", "0.20") },
    { model: "amazon.nova-premier-v1:0", from, rates: chat("2.50", "12.50") },
    { model: "amazon.nova-2-lite-v1:0", from, rates: chat("0.30", "2.50", "0.075") },
  ],
};
