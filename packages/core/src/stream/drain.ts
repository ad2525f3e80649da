import type { Attempt } from "../transport/attempt.ts";

/** The end of the body is right behind the last event: once read, the connection can be used again. */
export function drain(reader: ReadableStreamDefaultReader<unknown> | undefined, attempt: Attempt): void {
  const timer = setTimeout(attempt.stop, 100);
  const finish = () => {
    clearTimeout(timer);
    attempt.stop();
  };
  reader?.read().then(finish, finish);
}
