// Progress goes to standard error, so that a program's own output can be piped.
const tty = process.stderr.isTTY === true && !process.env.NO_COLOR;
const paint = (code, text) => (tty ? `\u001b[${code}m${text}\u001b[0m` : text);

/** One plain progress line. */
export function say(text) {
  process.stderr.write(`${paint(2, "platform:")} ${text}\n`);
}

/** Something that will not work, and what to do about it. */
export function warn(text) {
  process.stderr.write(`${paint(33, "platform:")} ${text}\n`);
}

/** Says why and ends the process. */
export function fail(text, code) {
  process.stderr.write(`${paint(31, "platform:")} ${text}\n`);
  process.exit(code);
}

/** Runs `work`, then says what was done and how long it took. */
export async function timed(doing, done, work) {
  say(`${doing} …`);
  const started = Date.now();
  const result = await work();
  say(`${done} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
