import type { TransferProgress } from "../action/define-upload.ts";

const partBytes = 65_536;

type Source = Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A stream of the same bytes that tells how many have gone through, and what of the caller's own has failed. */
export function counted(
  source: Source,
  onProgress: ((progress: TransferProgress) => void) | undefined,
  onFail: ((error: unknown) => void) | undefined,
  totalBytes: number | undefined = sizeOf(source),
  transferredBytes = 0,
): ReadableStream<Uint8Array> {
  const stream =
    source instanceof ReadableStream
      ? source
      : (source instanceof Blob ? source : new Blob([source])).stream();
  const reader = stream.getReader();
  let rest = new Uint8Array(0);
  return new ReadableStream({
    pull: async (controller) => {
      try {
        while (rest.byteLength === 0) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          rest = value as Uint8Array<ArrayBuffer>;
        }
        // A Blob may come in one piece; told in parts, its progress is one.
        const part = rest.subarray(0, partBytes);
        rest = rest.subarray(part.byteLength);
        transferredBytes += part.byteLength;
        controller.enqueue(part);
        onProgress?.({ transferredBytes, totalBytes });
      } catch (error) {
        onFail?.(error);
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

const sizeOf = (source: Source): number | undefined =>
  source instanceof ReadableStream ? undefined : source instanceof Blob ? source.size : source.byteLength;
