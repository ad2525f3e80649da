import { randomBytes } from "node:crypto";
import {
  ConflictError,
  createClient,
  NotFoundError,
  resumeDownload,
  retry,
  ValidationError,
} from "@platform/core";
import { downloadFile, listFiles, type SandboxHandle } from "@platform/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { type SandboxPlatform, startSandboxPlatform } from "./sandbox-platform.ts";

let platform: SandboxPlatform;
let box: SandboxHandle;
beforeAll(async () => {
  platform = await startSandboxPlatform();
  box = await platform.box();
});
afterAll(() => platform.stop());

test("text is written with its folders, replaced, and read back", async () => {
  const { files } = box;
  const made = await files.write("a/b/ünï.txt", "first, longer");
  const path = "/home/user/a/b/ünï.txt";
  expect(made).toMatchObject({ name: "ünï.txt", path, type: "file", sizeBytes: 13 });
  expect(await files.write(path, "zwei €")).toMatchObject({ sizeBytes: 8 });
  const read = { path, content: "zwei €", encoding: "utf8", sizeBytes: 8 };
  expect(await files.read("a/../a/b/ünï.txt")).toEqual(read);
  expect((await box.runCommand("cat a/b/ünï.txt")).stdout).toBe("zwei €");
});

test("bytes travel as base64, checked strictly, and as text only when they are", async () => {
  const { files } = box;
  const content = Buffer.from([0, 255, 254, 10]).toString("base64");
  await files.write("raw", content, { encoding: "base64" });
  expect(await files.read("raw", { encoding: "base64" })).toMatchObject({ content, sizeBytes: 4 });
  await expect(files.read("raw")).rejects.toMatchObject({ code: "not_utf8", param: "encoding", status: 400 });
  for (const bad of ["not base64!", "QQ", "QR=="]) {
    const refused = files.write("raw2", bad, { encoding: "base64" });
    await expect(refused).rejects.toBeInstanceOf(ValidationError);
    await expect(refused).rejects.toMatchObject({ param: "content" });
  }
  await expect(files.read("raw2")).rejects.toBeInstanceOf(NotFoundError);
  await files.write("bom", "\ufefftext");
  expect((await files.read("bom")).content).toBe("\ufefftext");
});

test("5 MB of bytes go up and down unchanged, with progress", async () => {
  const bytes = new Uint8Array(randomBytes(5_000_000));
  const up: number[] = [];
  const down: number[] = [];
  const made = await box.files.upload("blob.bin", bytes, {
    onProgress: ({ transferredBytes }) => up.push(transferredBytes),
  });
  expect(made).toMatchObject({ path: "/home/user/blob.bin", sizeBytes: 5_000_000 });
  const download = await box.files.download("blob.bin", {
    onProgress: ({ transferredBytes }) => down.push(transferredBytes),
  });
  expect(download).toMatchObject({ sizeBytes: 5_000_000, contentType: "application/octet-stream" });
  expect(Buffer.compare(await download.bytes(), bytes)).toBe(0);
  expect(up.length).toBeGreaterThan(2);
  expect(down.length).toBeGreaterThan(2);
  for (const seen of [up, down]) {
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(5_000_000);
  }
});

test("a part of a file is given by range, under a name that changes with its content", async () => {
  const bytes = new Uint8Array(randomBytes(200_000));
  await box.files.upload("parts.bin", bytes);
  const url = `/v1/sandboxes/${box.id}/files/bytes?path=parts.bin`;
  const whole = await platform.call(url);
  const etag = whole.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  expect([whole.status, whole.headers.get("accept-ranges")]).toEqual([200, "bytes"]);
  expect(Buffer.compare(new Uint8Array(await whole.arrayBuffer()), bytes)).toBe(0);

  const headers = { range: "bytes=150000-", "if-range": etag };
  const part = await platform.call(url, { headers });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe("bytes 150000-199999/200000");
  expect(part.headers.get("etag")).toBe(etag);
  expect(Buffer.compare(new Uint8Array(await part.arrayBuffer()), bytes.subarray(150_000))).toBe(0);

  const outside = await platform.call(url, { headers: { range: "bytes=200000-" } });
  expect([outside.status, outside.headers.get("content-range")]).toEqual([416, "bytes */200000"]);
  expect(await outside.json()).toMatchObject({ error: { code: "range_not_satisfiable", retryable: false } });

  // The same length, and within the same second.
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await box.files.upload("parts.bin", bytes);
  const other = await platform.call(url, { headers });
  expect(other.status).toBe(200);
  expect(other.headers.get("etag")).not.toBe(etag);
  expect((await other.arrayBuffer()).byteLength).toBe(200_000);
});

test("a download is gone on with after real cuts, and after a change it fails", async () => {
  const bytes = new Uint8Array(randomBytes(8_000_000));
  await box.files.upload("long.bin", bytes);
  const proxy = await startCuttingProxy(platform.url, 2_500_000);
  const client = createClient({
    baseUrl: proxy.url,
    apiKey: platform.project.key,
    retry: retry({ baseMs: 1 }),
  });
  const params = { sandboxId: box.id, path: "long.bin" };
  const file = await downloadFile(client, params, { resume: resumeDownload() });
  expect(Buffer.compare(await file.bytes(), bytes)).toBe(0);
  expect(proxy.connections()).toBeGreaterThan(3);

  const cut = await downloadFile(client, params, { resume: resumeDownload() });
  const reader = cut.stream.getReader();
  await reader.read();
  await box.files.upload("long.bin", bytes.subarray(1));
  const rest = (async () => {
    while (!(await reader.read()).done);
  })();
  await expect(rest).rejects.toMatchObject({ name: "StreamError", code: "download_changed" });
  await proxy.stop();
});

test("a folder is listed by name, in pages that stand still while files come and go", async () => {
  const { files } = box;
  for (const name of ["c", "a", "e", "b", "d"]) await files.write(`listed/${name}`, name);
  await box.runCommand("ln -s a listed/f; mkdir listed/g");
  const all = await files.list("listed").all();
  expect(all.map(({ name, type }) => `${name}:${type}`).join(" ")).toBe(
    "a:file b:file c:file d:file e:file f:symlink g:directory",
  );
  const pages = listFiles(platform.client, { sandboxId: box.id, path: "listed", limit: 2 });
  const names: string[] = [];
  for await (const { data } of pages.pages()) {
    names.push(data.map(({ name }) => name).join(""));
    await box.runCommand("rm -f listed/a listed/b");
  }
  expect(names).toEqual(["ab", "cd", "ef", "g"]);
  expect((await files.list().all()).map(({ name }) => name)).toContain("listed");
});

test("remove takes files, empty folders, and full ones only when told", async () => {
  const { files } = box;
  await files.write("gone/inner", "x");
  const refused = files.remove("gone");
  await expect(refused).rejects.toMatchObject({
    code: "directory_not_empty",
    param: "recursive",
    status: 400,
  });
  await expect(refused).rejects.toBeInstanceOf(ValidationError);
  expect(await files.remove("gone/inner")).toEqual({ path: "/home/user/gone/inner" });
  await files.write("gone/inner", "x");
  await files.remove("gone", { recursive: true });
  await expect(files.list("gone").all()).rejects.toMatchObject({ code: "file_not_found", param: "path" });
});

test("what is not there is a 404, and what is no file a 400, both naming the path", async () => {
  const { files } = box;
  const client = platform.client;
  const missing = [
    () => files.read("nope"),
    () => files.download("nope"),
    () => files.remove("nope"),
    () => files.list("nope").all(),
  ];
  for (const ask of missing) {
    const answer = ask();
    await expect(answer).rejects.toBeInstanceOf(NotFoundError);
    await expect(answer).rejects.toMatchObject({ code: "file_not_found", param: "path" });
  }
  await files.write("plain", "x");
  const wrong = [
    () => files.read("/tmp"),
    () => files.write("/tmp", "x"),
    () => files.write("plain/below", "x"),
    () => files.list("plain").all(),
    () => files.upload("/usr/bin/x", "x"),
    () => downloadFile(client, { sandboxId: box.id, path: "/dev/null" }),
  ];
  for (const ask of wrong) await expect(ask()).rejects.toMatchObject({ code: "invalid_path", param: "path" });
});

test("more than the disk holds is a 413 that is not tried again, and the disk can be used again", async () => {
  const { files } = box;
  await box.runCommand("head -c 200000000 /dev/zero > filler");
  const refused = files.write("one-more", "x".repeat(100_000));
  await expect(refused).rejects.toMatchObject({
    code: "disk_full",
    status: 413,
    retryable: false,
    param: "path",
  });
  await expect(files.upload("one-more", new Uint8Array(100_000))).rejects.toMatchObject({
    code: "disk_full",
  });
  await files.remove("filler");
  await files.write("one-more", "fits");
});

test("a file too large for readFile is a 413 that names downloadFile", async () => {
  await box.runCommand("head -c 16777217 /dev/zero > large");
  const refused = box.files.read("large");
  await expect(refused).rejects.toMatchObject({ code: "file_too_large", status: 413, retryable: false });
  await expect(refused).rejects.toThrow("downloadFile");
  expect((await (await box.files.download("large")).bytes()).byteLength).toBe(16_777_217);
});

test("an upload past the limit is refused before it ends, and the server goes on", async () => {
  const piece = new Uint8Array(1024 * 1024);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 400) controller.close();
      else controller.enqueue(piece);
    },
  });
  const refused = box.files.upload("huge", endless);
  await expect(refused).rejects.toMatchObject({ code: "file_too_large", status: 413 });
  expect(sent).toBeLessThan(400);
  expect((await box.runCode("print(1)")).stdout).toBe("1\n");
});

test("sixteen mebibytes of text that take several bytes each can be written", async () => {
  const large = await platform.box({ size: "medium" });
  const content = "ä€".repeat(8 * 1024 * 1024);
  const { sizeBytes } = await large.files.write("text", content);
  expect(sizeBytes).toBe(Buffer.byteLength(content));
  await large.kill();
  await expect(large.files.read("text")).rejects.toBeInstanceOf(ConflictError);
});
