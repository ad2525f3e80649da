import type { ExportOptions } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { DownloadResult } from "../../http/operation.ts";
import type { Column } from "./column.ts";
import { csv } from "./formats/csv.ts";
import { json, jsonl } from "./formats/json.ts";
import { parquet } from "./formats/parquet.ts";

const formats = { csv, json, jsonl, parquet } as const;
const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  jsonl: "application/x-ndjson",
  parquet: "application/vnd.apache.parquet",
} as const;

/** The bytes of a file with these rows. */
export type Encode<R> = (pages: AsyncIterable<readonly R[]>) => AsyncIterable<Uint8Array>;

/** Answers with a file of rows in the format that was asked for; `open` gives the rows and makes the stream. */
export async function writeFile<R>(
  { name, ...options }: ExportOptions & { name: string },
  columns: readonly Column<R>[],
  open: (encode: Encode<R>) => Promise<ReadableStream<Uint8Array>>,
): Promise<DownloadResult> {
  const { format, compress = false } = options;
  if (compress && format === "parquet") {
    fail(400, "invalid_params", "`compress`: leave it out for parquet, which is packed within.", {
      param: "compress",
    });
  }
  const plain = await open((pages) => formats[format](columns, pages, options));
  return {
    body: compress ? plain.pipeThrough(new CompressionStream("gzip")) : plain,
    contentType: compress ? "application/gzip" : contentTypes[format],
    fileName: `${name}.${format}${compress ? ".gz" : ""}`,
  };
}
