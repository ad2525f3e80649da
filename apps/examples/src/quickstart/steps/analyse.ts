import type { Client } from "@platform/core";
import { createSandbox } from "@platform/sandbox";
import { paragraph } from "../screen/flow.ts";
import { count, line } from "../screen/style.ts";
import { table } from "../screen/table.ts";
import type { Passage } from "./search.ts";

const program = `
import csv, json, collections, statistics
rows = list(csv.DictReader(open("passages.csv", newline="")))
words = [word.strip(".,:;()\`*\\"'").lower() for row in rows for word in row["text"].split()]
common = collections.Counter(word for word in words if len(word) > 5)
json.dump({
    "passages": len(rows),
    "words": len(words),
    "meanScore": round(statistics.mean(float(row["score"]) for row in rows), 4) if rows else 0,
    "bySource": dict(collections.Counter(row["source"] for row in rows)),
    "common": [word for word, _ in common.most_common(5)],
}, open("result.json", "w"))
print("Python in the sandbox has looked at passages:", len(rows))
`;

interface Result {
  passages: number;
  words: number;
  meanScore: number;
  bySource: Record<string, number>;
  common: string[];
}

/** Hands the passages to a sandbox, lets Python look at them there, and reads its result back. */
export async function analyse(client: Client, passages: readonly Passage[]): Promise<void> {
  await using box = await createSandbox(client, { template: "python", ttlMinutes: 5 });
  line(`   sandbox ${box.id}`);
  paragraph(box.isolation);
  const rows = passages.map(({ source, score, text }) => [source, String(score), text].map(quote).join(","));
  await box.files.write("passages.csv", ["source,score,text", ...rows].join("\n"));
  const run = await box.runCode(program, { language: "python" });
  if (run.exitCode !== 0) throw new Error(`The analysis failed (${run.exitCode}): ${run.stderr.trim()}`);
  paragraph(run.stdout);
  const result = JSON.parse((await box.files.read("result.json")).content) as Result;
  const often = result.common.length > 0 ? `, often: ${result.common.join(", ")}` : "";
  paragraph(`${count(result.words, "word")}, mean score ${result.meanScore}${often}`);
  table(
    ["source", "passages"],
    Object.entries(result.bySource).map(([source, count]) => [source, String(count)]),
  );
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
