const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves when somebody ends the program. `sf` itself listens too, and would throw in the middle of whatever goes on:
 * its listeners are taken away.
 */
export async function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        resolve();
      });
    }
  });
}
