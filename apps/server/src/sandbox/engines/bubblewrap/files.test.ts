import { describe, expect, it } from "vitest";
import { engineForTests, never, onLinux } from "./testing.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytes = (value: string) => Buffer.from(value);

describe.skipIf(!onLinux)("files in a bubblewrap sandbox", () => {
  const test = engineForTests();

  it("keeps them between commands and gives back every byte", async () => {
    const { id, bash } = await test.box();
    const all = Uint8Array.from({ length: 1_000_003 }, (_, index) => (index * 31) % 256);
    await test.engine.writeFile(id, "a/b c/d.bin", all, never);
    expect((await bash("wc -c < 'a/b c/d.bin'; echo more > kept")).stdout).toBe("1000003\n");
    expect(Buffer.compare(await test.engine.readFile(id, "/home/user/a/b c/d.bin", 2e6, never), all)).toBe(0);
    expect(text(await test.engine.readFile(id, "kept", 100, never))).toBe("more\n");
    await test.engine.writeFile(id, "kept", bytes(""), never);
    expect(text(await test.engine.readFile(id, "kept", 0, never))).toBe("");
  });

  it("lists name, path, type, size and time", async () => {
    const { id, bash } = await test.box();
    await bash(
      "mkdir -p d/sub; printf 12345 > d/f; ln -s /none d/link; mkfifo d/pipe; touch -d @86400 d/f d/$'\\xff'",
    );
    const listed = await test.engine.listFiles(id, "d", never);
    expect(listed.map(({ name, type }) => [name, type])).toEqual([
      ["f", "file"],
      ["link", "symlink"],
      ["pipe", "other"],
      ["sub", "directory"],
      ["\udcff", "file"],
    ]);
    expect(listed[0]).toEqual({
      name: "f",
      path: "/home/user/d/f",
      type: "file",
      sizeBytes: 5,
      modifiedAt: new Date(86_400_000),
    });
    // A name that is no text can still be used.
    await test.engine.removeFile(id, "d/\udcff", { recursive: false }, never);
    expect(await test.engine.listFiles(id, "/home/user/d", never)).toHaveLength(4);
  });

  it("lists a folder too large for one answer", async () => {
    const { id, bash } = await test.box();
    await bash("mkdir many; cd many; for i in {1..3000}; do : > $i; done");
    expect(await test.engine.listFiles(id, "many", never)).toHaveLength(3_000);
  });

  it("removes a file, an empty folder, and a tree only when told", async () => {
    const { id, bash } = await test.box();
    await bash("mkdir -p tree/deep empty; touch tree/deep/x file -- -f");
    await test.engine.removeFile(id, "file", { recursive: false }, never);
    await test.engine.removeFile(id, "-f", { recursive: true }, never);
    await test.engine.removeFile(id, "empty", { recursive: false }, never);
    await expect(test.engine.removeFile(id, "tree", { recursive: false }, never)).rejects.toMatchObject({
      code: "conflict",
    });
    await test.engine.removeFile(id, "tree", { recursive: true }, never);
    expect(await test.engine.listFiles(id, ".", never)).toEqual([]);
    await expect(test.engine.removeFile(id, "tree", { recursive: true }, never)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("names what went wrong, with the path", async () => {
    const { id, bash } = await test.box();
    await bash("mkdir folder; echo 123456 > file; mkfifo pipe");
    const read = (path: string, max = 100) => test.engine.readFile(id, path, max, never);
    const write = (path: string) => test.engine.writeFile(id, path, bytes("x"), never);
    await expect(read("none")).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringMatching(/^none: /),
    });
    await expect(read("file", 6)).rejects.toMatchObject({ code: "limit_exceeded" });
    expect(text(await read("file", 7))).toBe("123456\n");
    for (const attempt of [
      () => read("folder"),
      () => read("pipe"),
      () => read("/dev/null"),
      () => write("folder"),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "invalid_input" });
    }
    for (const path of ["pipe", "/etc/passwd", "file/below", "", "a\0b", "/", "/usr/x"]) {
      await expect(write(path)).rejects.toMatchObject({ code: "invalid_input" });
    }
    await expect(test.engine.listFiles(id, "file", never)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(test.engine.listFiles(id, "none", never)).rejects.toMatchObject({ code: "not_found" });
  });

  it("does not read an endless file past its cap", async () => {
    const { id } = await test.box();
    await expect(test.engine.readFile(id, "/proc/self/maps", 10, never)).rejects.toMatchObject({
      code: "limit_exceeded",
    });
  });

  it("holds the disk limit in both folders, for programs and for uploads", async () => {
    const { id, bash } = await test.box({ diskMb: 4 });
    for (const folder of ["/home/user", "/tmp"]) {
      const { stdout, stderr } = await bash(
        `head -c 9000000 /dev/zero > ${folder}/big; stat -c %s ${folder}/big`,
      );
      expect(stderr).toContain("No space left");
      expect(Number(stdout)).toBeLessThanOrEqual(4 * 1024 * 1024);
      await bash(`rm ${folder}/big`);
      const upload = test.engine.writeFile(id, `${folder}/big`, new Uint8Array(9_000_000), never);
      await expect(upload).rejects.toMatchObject({ code: "limit_exceeded" });
      expect(await test.engine.listFiles(id, folder, never)).toEqual([]);
    }
  });
});
