// The one place where the server reads core's contract types.
export type {
  ActionContract,
  AnyContract,
  DownloadContract,
  ListContract,
  StreamContract,
  UploadContract,
} from "../../../../packages/core/src/action/contract.ts";
export type { Schema, SchemaIssue } from "../../../../packages/core/src/action/schema.ts";
