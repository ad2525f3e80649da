import { envFiles, join, platformHome, readEnvFile } from "../discover/files-node.ts";

/**
 * The variables of the `.env` files that a client looks at: `.env`, `.env.local`, `.env.development` and
 * `.env.production` of the folder, then `~/.platform/.env`. The first file that names a variable counts. Nothing
 * is put into `process.env`: what a folder says would then pass for what this user says.
 *
 * @param folder - Default: the working folder.
 * @example
 * const { MODEL = "extract" } = loadEnv();
 */
export function loadEnv(folder: string = process.cwd()): Record<string, string> {
  const files = [...envFiles(folder), join(platformHome(), ".env")];
  return Object.assign({}, ...files.map((file) => readEnvFile(file)).toReversed()) as Record<string, string>;
}
