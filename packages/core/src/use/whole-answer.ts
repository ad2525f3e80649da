import { ConnectionError } from "../errors/client-errors.ts";
import { requestIdOf } from "../transport/read.ts";

/** An answer read to its end, of which any number of readers can be given a copy. */
export interface WholeAnswer {
  readonly sizeBytes: number;
  copy(): Response;
}

/** @throws {ConnectionError} when the body breaks off. */
export async function wholeAnswer(response: Response): Promise<WholeAnswer> {
  // Not every answer without a body could be built again, such as a redirect that a browser hides.
  if (!response.body) return { sizeBytes: 0, copy: () => response };
  const bytes = await response.arrayBuffer().catch((cause: unknown) => {
    const requestId = requestIdOf(response);
    throw new ConnectionError("The answer broke off.", { code: "response_broken", requestId, cause });
  });
  const { status, statusText, headers } = response;
  return {
    sizeBytes: bytes.byteLength,
    copy: () => new Response(bytes, { status, statusText, headers }),
  };
}
