// The one place where the server reads core's contract types.
export type {
  ActionContract,
  AnyContract,
  DownloadContract,
  ListContract,
  Schema,
  SchemaIssue,
  StreamContract,
  UploadContract,
} from "@platform/core";
