import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { type ClientRequest, request as sendRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepUploads } from "../src/http/uploads/sweep-uploads.ts";
import { serveKeepBytes } from "./example-upload.ts";
import { startTestServer, type TestServer } from "./server.ts";

let server: TestServer;
let dataDir: string;
const { operation } = serveKeepBytes();
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "platform-uploads-"));
  server = await startTestServer([operation], { dataDir });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const speak = { "tus-resumable": "1.0.0" };
const about = `operation ${Buffer.from("keepBytes").toString("base64")}`;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

async function create(length: number, key?: string): Promise<string> {
  const headers = { ...speak, "upload-length": String(length), "upload-metadata": about };
  const made = await server.call("/v1/uploads", { method: "POST", headers, ...(key && { key }) });
  expect(made.status).toBe(201);
  expect(Date.parse(made.headers.get("upload-expires") ?? "")).toBeGreaterThan(Date.now());
  return made.headers.get("location") ?? "";
}

const patch = (path: string, offset: number, body: Uint8Array<ArrayBuffer>, headers = {}, key?: string) =>
  server.call(path, {
    method: "PATCH",
    body,
    headers: {
      ...speak,
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset),
      ...headers,
    },
    ...(key && { key }),
  });

const offsetOf = async (path: string) => {
  const answer = await server.call(path, { method: "HEAD", headers: speak });
  return answer.ok ? Number(answer.headers.get("upload-offset")) : answer.status;
};

const finish = (path: string, headers = {}, name = "x") =>
  server.call(`/v1/kept/${name}`, {
    method: "PUT",
    headers: { "upload-from": path.slice(path.lastIndexOf("/") + 1), ...headers },
  });

const codeOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
};
const folderOf = (path: string) =>
  join(dataDir, "uploads", server.project.projectId, path.slice(path.lastIndexOf("/") + 1));

test("parts in order, then the operation takes them, and the space is given back", async () => {
  const bytes = new Uint8Array(randomBytes(1_000));
  const path = await create(bytes.length);
  expect(await offsetOf(path)).toBe(0);
  expect((await patch(path, 0, bytes.slice(0, 400))).headers.get("upload-offset")).toBe("400");
  expect(await codeOf(await finish(path))).toEqual([409, "upload_incomplete"]);
  const second = await patch(path, 400, bytes.slice(400));
  expect([second.status, second.headers.get("upload-offset")]).toEqual([204, "1000"]);
  expect(second.headers.get("tus-resumable")).toBe("1.0.0");
  const taken = await finish(path);
  expect(await taken.json()).toEqual({ name: "x", sizeBytes: 1_000, sha256: sha256(bytes).toString("hex") });
  expect(await offsetOf(path)).toBe(404);
  expect(await codeOf(await finish(path))).toEqual([404, "upload_not_found"]);
  expect(await readdir(join(dataDir, "uploads", server.project.projectId))).toEqual([]);
});

test("a wrong offset is a 409 that says the right one, and changes nothing", async () => {
  const path = await create(10);
  await patch(path, 0, new Uint8Array(4));
  for (const wrong of [0, 3, 5, 10]) {
    const refused = await patch(path, wrong, new Uint8Array(2));
    expect(refused.headers.get("upload-offset")).toBe("4");
    expect(await codeOf(refused)).toEqual([409, "upload_offset_mismatch"]);
  }
  expect(await offsetOf(path)).toBe(4);
});

test("a part that is not what its checksum says is not kept", async () => {
  const path = await create(10);
  const part = new Uint8Array(randomBytes(4));
  const sum = (bytes: Uint8Array) => ({ "upload-checksum": `sha256 ${sha256(bytes).toString("base64")}` });
  expect(await codeOf(await patch(path, 0, part, sum(new Uint8Array(4))))).toEqual([
    460,
    "checksum_mismatch",
  ]);
  expect(await offsetOf(path)).toBe(0);
  expect((await patch(path, 0, part, sum(part))).status).toBe(204);
  const bad = await patch(path, 4, part, { "upload-checksum": "md5 abc" });
  expect(await codeOf(bad)).toEqual([400, "invalid_header"]);
});

test("no more than was said, and no more than the operation takes", async () => {
  const path = await create(10);
  expect(await codeOf(await patch(path, 0, new Uint8Array(11)))).toEqual([413, "upload_too_long"]);
  expect(await offsetOf(path)).toBe(0);
  const headers = { ...speak, "upload-length": "1000001", "upload-metadata": about };
  const refused = await server.call("/v1/uploads", { method: "POST", headers });
  expect(refused.headers.get("tus-max-size")).toBe("1000000");
  expect(await codeOf(refused)).toEqual([413, "upload_too_large"]);
});

test("another tenant's upload is a 404 in every way, and so is another operation's key without its scope", async () => {
  const path = await create(4);
  await patch(path, 0, new Uint8Array(4));
  const { key } = await server.addProject();
  const asked = [
    server.call(path, { headers: speak, key }),
    patch(path, 4, new Uint8Array(0), {}, key),
    server.call(path, { method: "DELETE", headers: speak, key }),
    server.call("/v1/kept/x", {
      method: "PUT",
      headers: { "upload-from": path.slice("/v1/uploads/".length) },
      key,
    }),
  ];
  for (const answer of asked) expect(await codeOf(await answer)).toEqual([404, "upload_not_found"]);
  const reader = await server.addProject(["sandbox:read"]);
  const headers = { ...speak, "upload-length": "4", "upload-metadata": about };
  const refused = await server.call("/v1/uploads", { method: "POST", headers, key: reader.key });
  expect(await codeOf(refused)).toEqual([403, "scope_missing"]);
  expect(await offsetOf(path)).toBe(4);
});

test.each(["..", "upl_x", "%2e%2e%2f", "upl_" + "0".repeat(32)])("%s is no upload", async (id) => {
  expect(await offsetOf(`/v1/uploads/${id}`)).toBe(404);
  const headers = { "upload-from": id };
  const refused = await server.call("/v1/kept/x", { method: "PUT", headers });
  expect(await codeOf(refused)).toEqual([404, "upload_not_found"]);
});

/** Begins to send a part of 1,000 bytes, and holds it when the server has written those given. */
async function begin(path: string, bytes: Uint8Array, headers = {}): Promise<ClientRequest> {
  const request = sendRequest(server.url + path, {
    method: "PATCH",
    headers: {
      ...speak,
      authorization: `Bearer ${server.project.key}`,
      "content-type": "application/offset+octet-stream",
      "content-length": 1_000,
      "upload-offset": 0,
      ...headers,
    },
  });
  request.on("error", () => {});
  request.write(bytes);
  while ((await stat(join(folderOf(path), "bytes"))).size < bytes.length) await sleep(5);
  return request;
}

const close = (request: ClientRequest) =>
  new Promise((resolve) => {
    request.once("close", resolve).destroy();
  });

test("two at once on one upload: the second is told to wait; whoever asks how far it is ends the first", async () => {
  const path = await create(1_000);
  const bytes = new Uint8Array(randomBytes(1_000));
  const first = await begin(path, bytes.subarray(0, 300));
  expect(await codeOf(await patch(path, 0, bytes))).toEqual([423, "upload_locked"]);
  expect(await offsetOf(path)).toBe(300);
  expect((await patch(path, 300, bytes.slice(300))).status).toBe(204);
  await close(first);
  const taken = (await (await finish(path)).json()) as { sha256: string };
  expect(taken.sha256).toBe(sha256(bytes).toString("hex"));
});

const checksum = { "upload-checksum": `sha256 ${sha256(new Uint8Array(1_000)).toString("base64")}` };
test.each([
  ["without a checksum, what came is kept", {}, 300],
  ["with one, nothing is", checksum, 0],
])("of a part that breaks off %s", async (_, headers, expected) => {
  const path = await create(1_000);
  await close(await begin(path, new Uint8Array(300), headers));
  expect(await offsetOf(path)).toBe(expected);
});

test("what a killed server left half written is not counted, and is written over", async () => {
  const path = await create(10);
  await patch(path, 0, new Uint8Array([1, 2, 3, 4]));
  await appendFile(join(folderOf(path), "bytes"), "rubbish");
  await appendFile(join(folderOf(path), "parts"), "3 half-a-li");
  expect(await offsetOf(path)).toBe(4);
  await patch(path, 4, new Uint8Array([5, 6, 7, 8, 9, 10]));
  const taken = (await (await finish(path)).json()) as { sha256: string };
  const whole = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(taken.sha256).toBe(sha256(whole).toString("hex"));
});

test("an upload that nobody went on with is gone after a day, and its space too", async () => {
  const [old, young] = [await create(4), await create(4)];
  const dayAgo = new Date(Date.now() - 86_400_001);
  await utimes(join(folderOf(old), "parts"), dayAgo, dayAgo);
  expect(await offsetOf(old)).toBe(404);
  expect((await patch(old, 0, new Uint8Array(4))).status).toBe(404);
  await sweepUploads(dataDir);
  const left = await readdir(join(dataDir, "uploads", server.project.projectId));
  expect(left).toContain(young.slice("/v1/uploads/".length));
  expect(left).not.toContain(old.slice("/v1/uploads/".length));
});

test("a client that digests other bytes is refused, and may try again", async () => {
  const path = await create(4);
  const bytes = new Uint8Array([1, 2, 3, 4]);
  await patch(path, 0, bytes);
  const wrong = await finish(path, { "upload-digest": `sha256 ${sha256(bytes).toString("base64")}` });
  expect(await codeOf(wrong)).toEqual([409, "upload_digest_mismatch"]);
  const right = { "upload-digest": `sha256 ${sha256(sha256(bytes)).toString("base64")}` };
  expect((await finish(path, right)).status).toBe(200);
});

test("what is asked in another way is refused with what to do", async () => {
  const path = await create(4);
  const asks: [Promise<Response>, number, string][] = [
    [server.call("/v1/uploads", { method: "POST" }), 412, "tus_version"],
    [server.call("/v1/uploads", { method: "POST", headers: speak }), 400, "invalid_header"],
    [
      server.call("/v1/uploads", { method: "POST", headers: { ...speak, "upload-metadata": about } }),
      400,
      "invalid_header",
    ],
    [patch(path, 0, new Uint8Array(1), { "content-type": "text/plain" }), 415, "unsupported_media_type"],
    [server.call(path, { headers: speak, key: "plat_wrong" }), 401, "api_key_invalid"],
  ];
  for (const [answer, status, code] of asks) expect(await codeOf(await answer)).toEqual([status, code]);
  expect((await server.call(path, { method: "DELETE", headers: speak })).status).toBe(204);
  expect(await offsetOf(path)).toBe(404);
});

test("a hundred uploads of one project are enough", async () => {
  const { key } = await server.addProject();
  for (let count = 0; count < 100; count++) await create(1, key);
  const headers = { ...speak, "upload-length": "1", "upload-metadata": about };
  const refused = await server.call("/v1/uploads", { method: "POST", headers, key });
  expect(await codeOf(refused)).toEqual([429, "too_many_uploads"]);
});
