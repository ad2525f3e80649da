import { createServer, type Server } from "node:net";
import { EngineError } from "../../../engine-error.ts";
import { killProcessesOf } from "./processes.ts";

/** Host user ids for sandboxes: each has its own, so that not even the kernel's per-user counts are shared. */
export interface UidPool {
  take(): number;
  give(uid: number): void;
  close(): Promise<void>;
}

/** In the range that systemd's table of user ids leaves unused: above people, services and every container range. */
const firstUid = 1_900_000_000;
const uidsPerPool = 1_000;
const pools = 200;

/** Claims a block of ids that no other server on this machine uses. The claim is a name in the kernel (an abstract
 * socket), so it ends with this process, however it ends. */
export async function openUidPool(): Promise<UidPool> {
  for (let block = 0; block < pools; block++) {
    const base = firstUid + block * uidsPerPool;
    const claim = await listen(`\0platform-sandbox-uids-${base}`);
    if (!claim) continue;
    // A server killed while bubblewrap was starting can leave a half-made sandbox; the claim says it is nobody's.
    killProcessesOf(base, base + uidsPerPool - 1);
    return poolOf(base, claim);
  }
  throw new EngineError("unavailable", "every block of sandbox user ids is taken by another server");
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen(name, () => resolve(server.unref()));
  });
}

function poolOf(base: number, claim: Server): UidPool {
  // First in, first out: an id rests as long as possible before its next use.
  const free = Array.from({ length: uidsPerPool }, (_, index) => base + index);
  return {
    take() {
      const uid = free.shift();
      if (uid === undefined) {
        throw new EngineError("limit_exceeded", `no more than ${uidsPerPool} sandboxes can live at once`);
      }
      return uid;
    },
    give: (uid) => void free.push(uid),
    close: () => new Promise((resolve) => claim.close(() => resolve())),
  };
}
