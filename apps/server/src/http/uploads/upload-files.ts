import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../../store/new-id.ts";

/** How long an upload is kept after its last part. */
export const keptMs = 24 * 3_600_000;

/** Bytes that arrived together and are safely on the disk. */
export interface Part {
  readonly bytes: number;
  /** SHA-256, in base64. */
  readonly digest: string;
}

/** An upload on its way, as its folder tells it. */
export interface Upload {
  readonly id: string;
  readonly folder: string;
  /** The name of the operation that may take it. */
  readonly operation: string;
  readonly length: number;
  readonly parts: readonly Part[];
  /** How much is there; what the file holds beyond it was never acknowledged. */
  readonly offset: number;
  readonly expiresAt: Date;
}

/*
 * `<data>/uploads/<project>/<upload>/`: `meta.json` says what it is, `bytes` holds the content, and `parts` has a
 * line for each part, written after its bytes. The lines alone say how far it is, so a server that is killed while
 * it writes finds the last whole part. Another project's upload is in another folder, where nobody looks for it.
 */
const homeOf = (dataDir: string, projectId: string): string => join(dataDir, "uploads", projectId);

export async function createUpload(
  dataDir: string,
  projectId: string,
  about: { readonly operation: string; readonly length: number },
): Promise<string> {
  const id = newId("upl");
  const folder = join(homeOf(dataDir, projectId), id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "bytes"), "");
  await writeFile(join(folder, "parts"), "");
  // Last and at once: a folder without it is no upload.
  await writeFile(join(folder, "meta.new"), JSON.stringify(about));
  await rename(join(folder, "meta.new"), join(folder, "meta.json"));
  return id;
}

/** The project's upload of this id, unless it has expired. */
export async function findUpload(
  dataDir: string,
  projectId: string,
  id: string,
): Promise<Upload | undefined> {
  if (!/^upl_[0-9a-f]{32}$/.test(id)) return undefined;
  const folder = join(homeOf(dataDir, projectId), id);
  try {
    const about = JSON.parse(await readFile(join(folder, "meta.json"), "utf8")) as Pick<
      Upload,
      "operation" | "length"
    >;
    const journal = join(folder, "parts");
    const expiresAt = new Date((await stat(journal)).mtimeMs + keptMs);
    if (expiresAt <= new Date()) return undefined;
    const parts = readParts(await readFile(journal, "utf8"));
    const offset = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    return { id, folder, ...about, parts, offset, expiresAt };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export const writePart = ({ bytes, digest }: Part): string => `${bytes} ${digest}\n`;

/** A last line without its end was being written when the server was killed. */
function readParts(journal: string): Part[] {
  const lines = journal.split("\n").slice(0, -1);
  return lines.map((line) => {
    const [bytes, digest = ""] = line.split(" ");
    return { bytes: Number(bytes), digest };
  });
}

/** How many uploads of the project there are. */
export async function countUploads(dataDir: string, projectId: string): Promise<number> {
  return (await readdir(homeOf(dataDir, projectId)).catch(() => [])).length;
}
