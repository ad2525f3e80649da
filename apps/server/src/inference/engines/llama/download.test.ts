import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureModelFile } from "./model-file.ts";
import { openLlama } from "./open-llama.ts";
import { ask, collect } from "./testing/collect.ts";
import {
  type Answer,
  type Cut,
  type FileServer,
  redirects,
  refuses,
  sends,
  serveFiles,
} from "./testing/file-server.ts";
import { writeRandomGguf } from "./testing/random-gguf.ts";

let folder: string;
let server: FileServer;
let bytes: Buffer;
let sha256: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "llama-download-"));
  await writeRandomGguf(join(folder, "source.gguf"), { says: "ok" });
  bytes = await readFile(join(folder, "source.gguf"));
  sha256 = createHash("sha256").update(bytes).digest("hex");
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function fetched(
  answers: readonly Answer[],
  more: { sha256?: string; allowedHosts?: string[] } = {},
  free?: number,
) {
  server = await serveFiles(...answers);
  return await again(more, free);
}

async function again(more: { sha256?: string; allowedHosts?: string[] } = {}, free?: number) {
  const order = { model: `${server.url}/models/tiny.gguf`, cacheDir: join(folder, "cache"), ...more };
  return await ensureModelFile(order, free === undefined ? undefined : async () => free);
}

const finished = async (): Promise<string[]> =>
  (await readdir(join(folder, "cache")).catch(() => [])).filter((name) => name.endsWith(".gguf"));

/** Breaks off once the unfinished file on the disk holds so many bytes. */
function cutAt(after: number): Cut {
  const cache = join(folder, "cache");
  const kept = async (): Promise<void> => {
    const part = (await readdir(cache)).find((name) => name.endsWith(".part")) ?? "";
    expect((await stat(join(cache, part))).size).toBe(after);
  };
  return { after, kept: async () => await vi.waitFor(kept, { timeout: 20_000 }) };
}

describe("downloading a model", () => {
  it("brings the whole file, once, and it answers", async () => {
    const path = await fetched([sends(bytes)], { sha256: sha256.toUpperCase() });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await again({ sha256 })).toBe(path);
    expect(server.requests).toEqual([{ path: "/models/tiny.gguf", range: "" }]);
    expect(await readdir(join(folder, "cache"))).toHaveLength(1);
    const model = `${server.url}/models/tiny.gguf`;
    const engine = await openLlama({ model, sha256, cacheDir: join(folder, "cache"), threads: 1 });
    const { text } = await collect(engine.chat(ask("tiny"), new AbortController().signal));
    await engine.close();
    expect(text).toBe("ok");
  });

  it("goes on where the connection broke off", async () => {
    const path = await fetched([sends(bytes, { cut: cutAt(200_000) }), sends(bytes)], { sha256 });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(server.requests.map(({ range }) => range)).toEqual(["", "bytes=200000-"]);
  });

  it("starts over when the file changed in between", async () => {
    const path = await fetched([
      sends(Buffer.alloc(300_000), { cut: cutAt(200_000), etag: '"old"' }),
      sends(bytes),
    ]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  it("gives up on a server that stops delivering, keeps what it has, and resumes in a later call", async () => {
    const down = [refuses(503), refuses(503), refuses(503), refuses(503)];
    const answers = [sends(bytes, { cut: cutAt(100_000) }), ...down, sends(bytes)];
    await expect(fetched(answers)).rejects.toMatchObject({ code: "upstream_failed" });
    expect(await finished()).toEqual([]);
    expect((await readFile(await again())).equals(bytes)).toBe(true);
    expect(server.requests.at(-1)?.range).toBe("bytes=100000-");
  });

  it("shares one download between callers", async () => {
    server = await serveFiles(sends(bytes));
    const paths = await Promise.all([again(), again(), again()]);
    expect(new Set(paths).size).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  it("follows a redirect within the scheme", async () => {
    const path = await fetched([redirects("/elsewhere.gguf"), sends(bytes)]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(server.requests.map((request) => request.path)).toEqual(["/models/tiny.gguf", "/elsewhere.gguf"]);
  });
});

async function byPath(path: string, hash?: string): Promise<string> {
  server = await serveFiles(refuses(500));
  const more = hash === undefined ? {} : { sha256: hash };
  return await ensureModelFile({ model: path, cacheDir: join(folder, "cache"), ...more });
}

describe("a model given by path", () => {
  it("is used where it is", async () => {
    expect(await byPath(join(folder, "source.gguf"), sha256)).toBe(join(folder, "source.gguf"));
  });

  it("must be there", async () => {
    await expect(byPath(join(folder, "none.gguf"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("must have the expected hash", async () => {
    const wrong = byPath(join(folder, "source.gguf"), "0".repeat(64));
    await expect(wrong).rejects.toMatchObject({ code: "invalid_input", param: "sha256" });
  });
});

describe("refusing a download", () => {
  it("that has another hash, leaving nothing to load", async () => {
    const wrong = fetched([sends(bytes)], { sha256: "0".repeat(64) });
    await expect(wrong).rejects.toMatchObject({ code: "invalid_input", param: "sha256" });
    expect(
      await readdir(join(folder, "cache")).then((names) => names.filter((name) => !name.endsWith(".tag"))),
    ).toEqual([]);
  });

  it("that is no GGUF", async () => {
    await expect(fetched([sends(Buffer.from("<html>sign in</html>"))])).rejects.toThrow(
      "is not a GGUF model",
    );
    expect(await finished()).toEqual([]);
  });

  it("that answers with an error", async () => {
    await expect(fetched([refuses(404)])).rejects.toMatchObject({
      code: "upstream_failed",
      message: expect.stringContaining("404"),
    });
  });

  it("that would fill the disk, before writing anything", async () => {
    const full = fetched([sends(bytes)], {}, 70_000_000 - bytes.length);
    await expect(full).resolves.toContain("tiny.gguf");
    await server.close();
    await expect(fetched([sends(bytes)], { sha256 }, 1_000_000)).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    expect(await finished()).toHaveLength(1);
  });

  it("from a host that is not allowed, first or by redirect", async () => {
    await expect(fetched([sends(bytes)], { allowedHosts: ["models.example"] })).rejects.toThrow(
      "allowed hosts",
    );
    expect(server.requests).toEqual([]);
    await server.close();
    const elsewhere = redirects("http://localhost:1/x.gguf");
    await expect(fetched([elsewhere], { allowedHosts: ["127.0.0.1"] })).rejects.toThrow("localhost:1");
  });

  it("by redirect to another scheme", async () => {
    await expect(fetched([redirects("https://models.example/x.gguf")])).rejects.toThrow("another scheme");
  });

  it.each([
    ["http://models.example/x.gguf", "https only"],
    ["ftp://127.0.0.1/x.gguf", "https only"],
    ["https://me:secret@models.example/x.gguf", "user or password"],
  ])("from %s", async (model, why) => {
    server = await serveFiles(refuses(500));
    await expect(ensureModelFile({ model, cacheDir: folder })).rejects.toThrow(why);
  });
});
