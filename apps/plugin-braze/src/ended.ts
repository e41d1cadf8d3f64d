const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves when somebody ends the program. */
export async function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
}
