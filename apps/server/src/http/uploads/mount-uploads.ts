import { rm } from "node:fs/promises";
import type { Context as HonoContext, Hono } from "hono";
import { expectSpace } from "../../store/expect-space.ts";
import type { Deps } from "../deps.ts";
import { fail } from "../errors/http-error.ts";
import { clientGone } from "../inflight.ts";
import { countRequest } from "../limits/count-request.ts";
import type { AppEnv } from "../observe/observe.ts";
import type { Operation, Principal } from "../operation.ts";
import { authenticate } from "../request/authenticate.ts";
import { checkScope } from "../request/check-scope.ts";
import { appendPart } from "./append-part.ts";
import { createLocks } from "./locks.ts";
import { byteCount, checksumOf, expectVersion, operationNamed, tus } from "./tus-headers.ts";
import { countUploads, createUpload, findUpload, keptMs, type Upload } from "./upload-files.ts";

/** Uploads that a project may have on their way. */
export const mostUploads = 100;
const gib = 1024 ** 3;

/**
 * Takes bytes in parts, for any operation that takes an upload: tus 1.0. An upload that is complete is given to its
 * operation by the operation's own route, with the header `Upload-From` in place of a body.
 */
export function mountUploads(app: Hono<AppEnv>, deps: Deps, operations: readonly Operation[]): void {
  const takers = new Map(
    operations.filter(({ contract }) => contract.kind === "upload").map((each) => [each.contract.name, each]),
  );
  const locks = createLocks();
  const { dataDir } = deps;

  async function enter(c: HonoContext<AppEnv>): Promise<Principal> {
    const seen = c.get("seen");
    seen.operation = "upload";
    if (!deps.isReady()) fail(503, "server_stopping", "The server is stopping. Try again shortly.");
    const principal = await authenticate(c.req.raw.headers, deps.findKey);
    Object.assign(seen, { projectId: principal.projectId, keyPrefix: principal.keyPrefix });
    await countRequest(deps, principal, c.req.path, (told) => (seen.headers = told));
    expectVersion(c.req.raw.headers);
    return principal;
  }

  async function find({ projectId, scopes }: Principal, id: string): Promise<Upload> {
    const upload = await findUpload(dataDir, projectId, id);
    if (upload === undefined) return notFound(id);
    checkScope(scopes, takers.get(upload.operation)?.contract.scope ?? null);
    return upload;
  }

  app.use("/v1/uploads/*", async (c, next) => {
    await next();
    c.res.headers.set("tus-resumable", tus.version);
    c.res.headers.set("cache-control", "no-store");
  });

  app.options("/v1/uploads", (c) =>
    c.body(null, 204, {
      "tus-version": tus.version,
      "tus-extension": tus.extensions,
      "tus-checksum-algorithm": tus.algorithms,
    }),
  );

  app.post("/v1/uploads", async (c) => {
    const principal = await enter(c);
    const { headers } = c.req.raw;
    const taker = takers.get(operationNamed(headers)) ?? unknownOperation([...takers.keys()]);
    checkScope(principal.scopes, taker.contract.scope);
    const length = byteCount(headers, "upload-length");
    const limit = taker.bodyLimit ?? gib;
    if (length > limit) {
      const message = `${taker.contract.name} takes at most ${limit} bytes. Send less.`;
      fail(413, "upload_too_large", message, { headers: { "tus-max-size": String(limit) } });
    }
    if ((await countUploads(dataDir, principal.projectId)) >= mostUploads) {
      fail(
        429,
        "too_many_uploads",
        `The project has ${mostUploads} uploads on their way. Finish or delete some.`,
      );
    }
    await expectSpace(dataDir);
    const operation = taker.contract.name;
    const id = await createUpload(dataDir, principal.projectId, { operation, length });
    const expires = new Date(Date.now() + keptMs).toUTCString();
    return c.body(null, 201, { location: `/v1/uploads/${id}`, "upload-expires": expires });
  });

  // Answers HEAD too, which is what tus asks with.
  app.get("/v1/uploads/:id", async (c) => {
    const principal = await enter(c);
    const { id } = await find(principal, c.req.param("id"));
    // Whoever asks how far it is means to go on: a writer whose client has gone must not stand in the way.
    await locks.clear(id);
    const { offset, length, expiresAt } = await find(principal, id);
    return c.body(null, 200, {
      "upload-offset": String(offset),
      "upload-length": String(length),
      "upload-expires": expiresAt.toUTCString(),
    });
  });

  app.patch("/v1/uploads/:id", async (c) => {
    const principal = await enter(c);
    const request = c.req.raw;
    const { id } = await find(principal, c.req.param("id"));
    if (request.headers.get("content-type") !== "application/offset+octet-stream") {
      const message = "A part must be sent as application/offset+octet-stream.";
      fail(415, "unsupported_media_type", message, { param: "content-type" });
    }
    const from = byteCount(request.headers, "upload-offset");
    const checksum = checksumOf(request.headers);
    await expectSpace(dataDir);
    const running = deps.inflight.begin(request.signal, "call");
    try {
      await locks.wait(id);
      const free = locks.take(id, () => running.abort(clientGone())) ?? busy();
      try {
        const upload = await find(principal, id);
        if (from !== upload.offset) wrongOffset(upload);
        const body = request.body ?? new Blob([]).stream();
        const offset = await appendPart(upload, body, checksum, running.signal);
        const expires = new Date(Date.now() + keptMs).toUTCString();
        return c.body(null, 204, { "upload-offset": String(offset), "upload-expires": expires });
      } finally {
        free();
      }
    } finally {
      running.done();
    }
  });

  app.delete("/v1/uploads/:id", async (c) => {
    const principal = await enter(c);
    const { id, folder } = await find(principal, c.req.param("id"));
    await locks.clear(id);
    await rm(folder, { recursive: true, force: true });
    return c.body(null, 204);
  });
}

export function notFound(id: string): never {
  return fail(404, "upload_not_found", `There is no upload ${id}, or it has expired. Begin anew.`);
}

function unknownOperation(names: readonly string[]): never {
  const message = `Name the operation in Upload-Metadata: \`operation <base64>\`, one of ${names.join(", ")}.`;
  return fail(400, "invalid_header", message, { param: "upload-metadata" });
}

function wrongOffset({ offset }: Upload): never {
  return fail(409, "upload_offset_mismatch", `${offset} bytes are there. Go on after them.`, {
    headers: { "upload-offset": String(offset) },
  });
}

function busy(): never {
  const headers = { "retry-after-ms": "500", "retry-after": "1" };
  const message = "Another request is writing this upload. Try again shortly.";
  return fail(423, "upload_locked", message, { retryable: true, headers });
}
