import type { ExportOptions } from "@platform/costops";
import { fail } from "../../http/errors/http-error.ts";
import type { Tenant } from "../../store/tenant-types.ts";
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

/** A file that is yet to be written: to whoever downloads it, or for a report. */
export interface ExportFile {
  /** Without its ending. */
  readonly name: string;
  /** `".csv.gz"` */
  readonly ending: string;
  readonly contentType: string;
  /** Its bytes, of what is read through the handle; `onRows` is told how many rows come next. */
  readonly write: (db: Tenant, onRows?: (count: number) => void) => AsyncIterable<Uint8Array>;
}

/** What is wrong with how a file is to be written, beyond its schema. */
export function checkOptions({ format, compress }: ExportOptions): void {
  if (compress !== true || format !== "parquet") return;
  fail(400, "invalid_params", "`compress`: leave it out for parquet, which is packed within.", {
    param: "compress",
  });
}

/** A file of rows, in the format that was asked for; `read` gives them a page at a time. */
export function exportFile<R>(
  { name, ...options }: ExportOptions & { name: string },
  columns: readonly Column<R>[],
  read: (db: Tenant) => AsyncIterable<readonly R[]>,
): ExportFile {
  checkOptions(options);
  const { format, compress = false } = options;
  return {
    name,
    ending: `.${format}${compress ? ".gz" : ""}`,
    contentType: compress ? "application/gzip" : contentTypes[format],
    write(db, onRows) {
      const plain = formats[format](columns, counted(read(db), onRows), options);
      return compress ? ReadableStream.from(plain).pipeThrough(new CompressionStream("gzip")) : plain;
    },
  };
}

async function* counted<R>(
  pages: AsyncIterable<readonly R[]>,
  onRows?: (count: number) => void,
): AsyncIterable<readonly R[]> {
  for await (const page of pages) {
    onRows?.(page.length);
    yield page;
  }
}
