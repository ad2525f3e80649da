/** How a file is written. */
export interface ExportOptions {
  /**
   * `"csv"` by RFC 4180 with a header, `"json"` one array, `"jsonl"` one object a line, `"parquet"` with amounts as
   * decimals and times as UTC timestamps.
   */
  format: "csv" | "json" | "jsonl" | "parquet";
  /** Packs the file by gzip. Not for `"parquet"`, which is packed within. Default `false`. */
  compress?: boolean | undefined;
  /**
   * CSV only: puts `'` before text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`,
   * a tab or a carriage return). Amounts are never touched. Default `true`.
   */
  protectFormulas?: boolean | undefined;
}
