/** Listeners of one thing: adds one, tells them all. */
export type Hub<T> = readonly [add: (listener: (value?: T) => void) => void, tell: (value?: T) => void];

export function hub<T>(): Hub<T> {
  const listeners: Array<(value?: T) => void> = [];
  return [
    (listener) => void listeners.push(listener),
    (value) => {
      // Outside the call: what a listener throws is its own, and keeps nothing from the others.
      for (const listener of listeners) queueMicrotask(() => listener(value));
    },
  ];
}
