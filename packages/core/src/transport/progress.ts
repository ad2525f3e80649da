import type { TransferProgress } from "../action/define-upload.ts";

type Source = Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A stream of the same bytes that tells how many have gone through. */
export function counted(
  source: Source,
  onProgress: (progress: TransferProgress) => void,
  totalBytes: number | undefined = sizeOf(source),
): ReadableStream<Uint8Array> {
  const stream =
    source instanceof ReadableStream
      ? source
      : (source instanceof Blob ? source : new Blob([source])).stream();
  let transferredBytes = 0;
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        transferredBytes += chunk.byteLength;
        controller.enqueue(chunk);
        onProgress({ transferredBytes, totalBytes });
      },
    }),
  );
}

const sizeOf = (source: Source): number | undefined =>
  source instanceof ReadableStream ? undefined : source instanceof Blob ? source.size : source.byteLength;
