import type { Account } from "./account.ts";

/**
 * How PostgreSQL is told its data folder. Under another account the folder may lie below a home that the
 * account cannot enter. It is started with the folder as its working directory, entered before the account
 * is changed, and finds it again through this link, which asks nothing of the folders above.
 */
export function dataFolderArgument(data: string, account: Account | undefined): string {
  return account && process.platform === "linux" ? "/proc/self/cwd" : data;
}
