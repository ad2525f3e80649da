import { openZvec } from "../zvec.ts";

// Started by a test with a data folder: writes rows in batches and reports each finished batch, until it is killed.
const [dataDir = ""] = process.argv.slice(2);
const going = new AbortController().signal;
const engine = await openZvec({ dataDir });
await engine.open({ id: "idx_test", dimension: 4, metric: "cosine" }, going);
for (let batch = 0; ; batch += 1) {
  const rows = Array.from({ length: 100 }, (_, at) => ({
    id: `${batch}:${at}`,
    values: Float32Array.from([1, batch, at, 0]),
    metadata: { batch },
  }));
  await engine.upsert("idx_test", rows, going);
  process.stdout.write(`${batch}\n`);
}
