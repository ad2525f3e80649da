/** Throws what was found unless it is what was expected. */
export function equal(found, expected) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

/** The error a promise fails with, of the class it must have. */
export async function failure(promise, kind) {
  const error = await promise.then(
    (value) => new Error(`it did not fail, but gave ${JSON.stringify(value)}`),
    (thrown) => thrown,
  );
  if (!(error instanceof kind)) throw new Error(`not a ${kind.kind}: ${describe(error)}`);
  return error;
}

/** Everything an iteration gives. */
export async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** An error with its causes, in one line. */
export function describe(error) {
  const cause = Object(error).cause;
  return cause === undefined ? String(error) : `${error} ← ${describe(cause)}`;
}
