/** Listeners of one thing: adds one, tells them all. */
export type Hub<T> = readonly [add: (listener: (value?: T) => void) => void, tell: (value?: T) => void];

export function hub<T>(): Hub<T> {
  const listeners: Array<(value?: T) => void> = [];
  return [
    (listener) => void listeners.push(listener),
    (value) => {
      for (const listener of listeners) listener(value);
    },
  ];
}
