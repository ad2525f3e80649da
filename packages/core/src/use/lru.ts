/** Things with a size, the one used least recently given up first when there are too many. */
export interface Lru<T extends Sized> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  /** Gives up all that are so. */
  remove(so: (value: T) => boolean): void;
}

export interface Sized {
  readonly sizeBytes: number;
}

export function lru<T extends Sized>(maxEntries: number, maxBytes: number): Lru<T> {
  // A Map keeps the order in which its keys were set: the oldest is the first.
  const entries = new Map<string, T>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= entries.get(key)?.sizeBytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const found = entries.get(key);
      if (found) {
        entries.delete(key);
        entries.set(key, found);
      }
      return found;
    },
    set: (key, value) => {
      drop(key);
      entries.set(key, value);
      bytes += value.sizeBytes;
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && bytes <= maxBytes) break;
        drop(oldest);
      }
    },
    remove: (so) => {
      for (const [key, value] of entries) if (so(value)) drop(key);
    },
  };
}
