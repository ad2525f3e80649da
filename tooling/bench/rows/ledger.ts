import { join } from "node:path";
import { command } from "../../check/command.ts";
import { root } from "../../check/workspace.ts";
import type { Bench, BenchResult } from "../bench.ts";

interface Measured {
  readonly rows: number;
  /** Events a second, by how they came. */
  readonly plainRate: number;
  readonly insertRate: number;
  readonly batch: number;
  readonly single: number;
  readonly oneSlot: number;
  /** Seconds, the fastest of three. */
  readonly answers: ReadonlyArray<{
    readonly name: string;
    readonly rollups: number;
    readonly plain: number;
    readonly agrees: boolean;
  }>;
  /** Rows of rollups while each connection wrote its own, and the seconds it took to put them together. */
  readonly spreadRows: string;
  readonly folding: number;
  /** Sums of a quarter or a day that rollups and events say otherwise. */
  readonly wrong: string;
  readonly exported: ReadonlyArray<{ readonly format: string; readonly rate: number; readonly rss: number }>;
  /** Bytes with indexes, and rows, as PostgreSQL says them. */
  readonly sizes: { readonly events: string; readonly rollups: string; readonly rollupRows: string };
  readonly rss: number;
}

const option = process.argv.find((one) => one.startsWith("--rows="));
const rows = Number(option?.slice("--rows=".length) ?? 1_000_000);

/** The ledger in a database of its own, filled by SQL through its triggers. */
export const ledger: Bench = {
  name: "ledger",
  page: "costops",
  about: `a ledger of ${rows.toLocaleString("en")} made-up events, 1,157 a quarter of an hour (\`--rows=\`): events taken in a second, and milliseconds of sums through \`getCosts\`, which reads rollups, beside plain SQL over the events in the same run; client and server are one process, PostgreSQL is another`,
  async run() {
    const program = join(root, "apps", "server", "test", "bench", "ledger.ts");
    const args = ["--conditions=platform-source", program, String(rows)];
    const output = await command(process.execPath, args, { timeoutMs: 7_200_000 });
    return tableOf(JSON.parse(output.split("\n").at(-1) ?? "") as Measured);
  },
};

function tableOf(found: Measured): BenchResult {
  const { answers, exported, sizes } = found;
  const megabytes = (bytes: string | number) => `${(Number(bytes) / 1e6).toFixed(0)} MB`;
  return {
    head: ["what", "ours", "plain SQL"],
    rows: [
      ["events a second, batches of 1,000, one after another", found.batch.toFixed(0)],
      ["events a second, one by one, 32 at once", found.single.toFixed(0)],
      ["the same without slots", found.oneSlot.toFixed(0)],
      [
        "events a second by SQL, two connections: the ledger with its rollups, a table without",
        found.insertRate.toFixed(0),
        found.plainRate.toFixed(0),
      ],
      ...answers.map(({ name, rollups, plain }) => [
        `${name}, ms`,
        (rollups * 1000).toFixed(1),
        (plain * 1000).toFixed(1),
      ]),
      ["size with indexes: rollups, events", megabytes(sizes.rollups), megabytes(sizes.events)],
      [
        "rows: rollups, events",
        Number(sizes.rollupRows).toLocaleString("en"),
        found.rows.toLocaleString("en"),
      ],
      ["rows of rollups before they were put together", Number(found.spreadRows).toLocaleString("en")],
      ["seconds to put them together", found.folding.toFixed(1)],
      ...exported.map(({ format, rate, rss }) => [
        `${format} of the first 200,000 events, rows a second, memory of client and server`,
        `${rate.toFixed(0)}, ${megabytes(rss)}`,
      ]),
      ["memory of client and server", megabytes(found.rss)],
    ],
    bars: [
      {
        what: "sums of quarters and days that differ from the events'",
        bar: "0",
        found: found.wrong,
        kept: Number(found.wrong) === 0,
      },
      {
        what: "questions that rollups answer otherwise than the events",
        bar: "0",
        found: String(answers.filter(({ agrees }) => !agrees).length),
        kept: answers.every(({ agrees }) => agrees),
      },
    ],
  };
}
