/** Runs a listener so that what it throws is an uncaught error of the program, and leaves the call as it is. */
export function outsideCall(listener: () => unknown): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
