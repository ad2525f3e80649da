import type { OutgoingInit } from "./layer.ts";

/** Whether an answer to this could be kept at all. Who asks for a part, or for changes, wants no other answer. */
export function mayKeep({ call, headers }: OutgoingInit): boolean {
  const { kind } = call.contract;
  const isRead = kind === "action" || kind === "list" || kind === "download";
  return isRead && !headers.has("range") && !headers.has("if-none-match");
}

/** What a body says it has; one that does not say is read anyhow, except a download, which may not end. */
export function expectedBytes({ headers }: Response, { call }: OutgoingInit): number {
  // Of a compressed body the header tells the compressed length.
  const length = headers.has("content-encoding") ? null : headers.get("content-length");
  if (length !== null) return Number(length);
  return call.contract.kind === "download" ? Infinity : 0;
}

/** Whether a path is another one or lies beneath it: `/v1/notes/1` beneath `/v1/notes`. */
export const beneath = (path: string, root: string): boolean => `${path}/`.startsWith(`${root}/`);
