/** An answer whose bytes are on their way. */
export interface OpenedDownload {
  readonly response: Response;
  readonly contentType: string;
  /** Of the whole content, also where only a part of it comes. */
  readonly sizeBytes: number | undefined;
  readonly etag: string | undefined;
  /** Place of the first byte in the whole content. */
  readonly startsAt: number;
  readonly stream: ReadableStream<Uint8Array>;
}

/** Reads what the headers say of the bytes. */
export function openedDownload(response: Response, stream: ReadableStream<Uint8Array>): OpenedDownload {
  const { headers } = response;
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
  // Of a compressed body the header tells the compressed length.
  const length = total ?? (headers.has("content-encoding") ? null : headers.get("content-length"));
  return {
    response,
    contentType: headers.get("content-type") ?? "application/octet-stream",
    sizeBytes: length === null ? undefined : Number(length),
    etag: headers.get("etag") ?? undefined,
    startsAt: Number(from ?? 0),
    stream,
  };
}
