/** The emulator's time: the machine's clock plus an offset that the control API sets. It keeps ticking. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Makes `now()` return `time` at this moment. */
  set(time: number): void;
  /** Moves the time by `ms`, back when negative. */
  advance(ms: number): void;
  /** Back to the machine's own time. */
  reset(): void;
  /** Calls `listener` after every jump; timers use it to look again. */
  onJump(listener: () => void): void;
}

export function createClock(): Clock {
  let offset = 0;
  const listeners: (() => void)[] = [];
  const jumpTo = (next: number) => {
    offset = next;
    for (const listener of listeners) listener();
  };
  return {
    now: () => Date.now() + offset,
    set: (time) => jumpTo(time - Date.now()),
    advance: (ms) => jumpTo(offset + ms),
    reset: () => jumpTo(0),
    onJump: (listener) => void listeners.push(listener),
  };
}
