import { and, eq } from "drizzle-orm";
import { reportFileParts } from "../../../store/schema/index.ts";
import type { Tenant } from "../../../store/tenant-types.ts";

/** A file that was kept, as fast as it is taken, without holding a connection. Ends in an error when a part is gone. */
export function readParts(db: Tenant, fileId: string, size: number): ReadableStream<Uint8Array> {
  let seq = 0;
  let left = size;
  return new ReadableStream({
    async pull(controller) {
      if (left === 0) return controller.close();
      const { fileId: file, seq: place } = reportFileParts;
      const part = await db.first(reportFileParts, and(eq(file, fileId), eq(place, seq)));
      if (part === undefined) throw new Error("The file of a report was removed while it was read.");
      seq += 1;
      left -= part.bytes.byteLength;
      controller.enqueue(part.bytes);
    },
  });
}
