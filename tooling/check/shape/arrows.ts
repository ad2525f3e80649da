import { posix } from "node:path";
import { importsOf, isTest, type Source } from "../sources.ts";
import type { Workspace } from "../workspace.ts";

/** Arrows: apps → domains → core. In the server: handlers → port ← engines, and engines know no HTTP. */
export function arrowProblems(rooms: readonly Workspace[], files: readonly Source[]): string[] {
  return files.flatMap((file) => {
    const room = rooms.find((one) => file.path.startsWith(`${one.room}/${one.folder}/`));
    if (room === undefined) return [];
    return importsOf(file)
      .map((specifier) => complaint(file, room, specifier))
      .filter((reason) => reason !== undefined)
      .map((reason) => `${file.path}: ${reason}`);
  });
}

function complaint(file: Source, { room, folder }: Workspace, specifier: string): string | undefined {
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(file.path), specifier);
    if (!target.startsWith(`${room}/${folder}/`))
      return `reaches out of its room to ${target}; import the package`;
    return isTest(file) ? undefined : serverComplaint(file.path, target);
  }
  const other = /^@platform\/([a-z-]+)/.exec(specifier)?.[1];
  if (other === undefined || room === "apps" || other === folder) return undefined;
  if (folder === "core") return `core knows no domain, but imports ${specifier}`;
  return other === "core" ? undefined : `no domain imports another, but this imports ${specifier}`;
}

const engineFolder = /^apps\/server\/src\/[^/]+\/engines\//;

function serverComplaint(path: string, target: string): string | undefined {
  if (!path.startsWith("apps/server/src/")) return undefined;
  const isHandler = /^apps\/server\/src\/[^/]+\//.test(path) && !engineFolder.test(path);
  if (isHandler && engineFolder.test(target)) return `handlers know their port, never an engine (${target})`;
  if (engineFolder.test(path) && target.startsWith("apps/server/src/http/"))
    return "engines know nothing of HTTP";
  return undefined;
}
