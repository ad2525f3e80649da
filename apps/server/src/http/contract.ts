// The one place where the server reads core's contract types.
export type {
  ActionContract,
  AnyContract,
  DownloadContract,
  LinesContract,
  ListContract,
  Schema,
  SchemaIssue,
  SocketContract,
  StreamContract,
  UploadContract,
} from "@platform/core";
