import { decode } from "../action/define-action.ts";
import type { TransferOptions, UploadAction } from "../action/define-upload.ts";
import { toRequest } from "../action/request.ts";
import { batch } from "../batch/batch.ts";
import type { Client } from "../client/create-client.ts";
import { NotFoundError, ValidationError } from "../errors/api-error.ts";
import { AbortedError, ConfigurationError } from "../errors/client-errors.ts";
import { call } from "../transport/call.ts";
import { readJson, requestIdOf } from "../transport/read.ts";
import { lanesOf, type ResumableUploadState, sendLane } from "./lanes.ts";
import { createUpload, sha256, type TusContext } from "./tus.ts";

export interface ResumableUploadOptions extends TransferOptions {
  /** Bytes of a part, which is sent, checked and repeated as one. Default 8 MiB. */
  partBytes?: number | undefined;
  /** Most parts on their way at once, 1 to 16. Default 3. */
  concurrency?: number | undefined;
  /** Goes on with an earlier upload of the same bytes, also of another process: what `onState` was told then. */
  state?: ResumableUploadState | undefined;
  /** Told once, before the first part, and waited for: keep it to go on after a restart. It is plain JSON. */
  onState?: ((state: ResumableUploadState) => unknown) | undefined;
}

/**
 * Sends bytes in parts, several at once; each is checked by its digest and sent again alone after a failure. What
 * the server has is kept for a day, and is not sent again by a later call with the `state`. When all are there the
 * operation takes them, once. The wire is tus 1.0. For bytes that can be read again: a `Blob` (in Node
 * `openAsBlob(path)` gives a file as one) or an array.
 *
 * @returns What the operation gives.
 * @throws {NotFoundError} `upload_not_found` when the state's upload has expired: begin anew without it.
 * @throws {ConflictError} `upload_digest_mismatch` when the bytes are not those that the state's upload began with.
 * @throws {ValidationError} `upload_mismatch` for a state of another length.
 * @throws {ConfigurationError} for an option out of its range.
 * @example
 * const blob = await openAsBlob("large.bin");
 * await resumableUpload(client, uploadFile, { sandboxId, path }, blob, { onState: (state) => save(state) });
 */
export async function resumableUpload<P, R>(
  client: Client,
  action: UploadAction<P, R>,
  params: P,
  body: Blob | Uint8Array<ArrayBuffer>,
  options: ResumableUploadOptions = {},
): Promise<R> {
  const { contract } = action;
  const blob = body instanceof Blob ? body : new Blob([body]);
  const spec = await toRequest(contract, params, "query");
  const { state: earlier, onState, onProgress, partBytes = 8 * 1024 * 1024, concurrency = 3 } = options;
  if (!(partBytes >= 1)) throw invalid("partBytes", "at least 1");
  if (!(concurrency >= 1 && concurrency <= 16)) throw invalid("concurrency", "1 to 16");
  const { idempotencyKey, ...each } = options;
  const inContext = (signal: AbortSignal | undefined): TusContext => ({
    client,
    about: spec,
    options: { ...each, signal },
  });
  let state = earlier;
  if (!state) {
    const lanes = lanesOf(blob.size, Math.floor(partBytes), Math.floor(concurrency));
    const ids: string[] = [];
    for (const { from, to } of lanes) ids.push(await createUpload(inContext(options.signal), to - from));
    state = { uploadIds: ids, sizeBytes: blob.size, partBytes: Math.floor(partBytes) };
    await onState?.(state);
  }
  const { uploadIds, sizeBytes } = state;
  if (sizeBytes !== blob.size) {
    const message = `The upload was begun with ${sizeBytes} bytes; these are ${blob.size}.`;
    throw new ValidationError(message, { status: 0, code: "upload_mismatch", param: "state" });
  }
  const there = uploadIds.map(() => 0);
  const tell = (lane: number, bytes: number) => {
    there[lane] = bytes;
    onProgress?.({ transferredBytes: there.reduce((sum, one) => sum + one, 0), totalBytes: blob.size });
  };
  const lanes = lanesOf(blob.size, state.partBytes, uploadIds.length);
  const results = await batch(
    lanes,
    (lane, at, signal) =>
      sendLane(inContext(signal), uploadIds[at] ?? "", blob, lane, !!earlier, (bytes) => tell(at, bytes)),
    { concurrency: Infinity, stopOnError: true, signal: options.signal },
  );
  const digests: Uint8Array<ArrayBuffer>[] = [];
  for (const result of results) {
    if (result.ok) digests.push(...result.value);
    else if (result.error instanceof AbortedError || gone(result.error, earlier)) continue;
    else throw result.error;
  }
  if (options.signal?.aborted) throw new AbortedError(options.signal.reason);
  const headers = {
    "upload-from": uploadIds.join(" "),
    "upload-digest": `sha256 ${await sha256(new Uint8Array(await new Blob(digests).arrayBuffer()))}`,
  };
  // The same key in every process, so that the operation takes the bytes once.
  const finish = { ...each, idempotencyKey: idempotencyKey ?? uploadIds[0] };
  return call(client, { ...spec, headers }, finish, async (response) =>
    decode(contract.name, contract.result, await readJson(response), requestIdOf(response)),
  );
}

const invalid = (param: string, range: string) =>
  new ConfigurationError(`${param} must be ${range}.`, { code: "invalid_option", param });

/** An earlier process may have come to the end: the operation's answer is kept under its key, the upload is not. */
const gone = (error: unknown, earlier: ResumableUploadState | undefined) =>
  !!earlier && error instanceof NotFoundError;
