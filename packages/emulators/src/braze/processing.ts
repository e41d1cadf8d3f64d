import type { Clock } from '../loopback/clock.ts';

/** Accepted work that is not done yet. */
export interface PendingWork {
  /** Epoch milliseconds, emulator time. */
  readonly due: number;
  readonly what: string;
}

/** Does accepted work later, on the emulator's clock, in the order of its due times. */
export interface Processing {
  /** Does `work` about `delayMs` from now: between half and one and a half of it, so that requests overtake each other. */
  schedule(what: string, delayMs: number, work: () => void): void;
  /** Does `work` exactly `delayMs` from now. */
  scheduleExactly(what: string, delayMs: number, work: () => void): void;
  /** Does what is due; every look at the workspace calls it first. */
  runDue(): void;
  /** Does everything, also what the work itself plans. */
  settle(): void;
  pending(): readonly PendingWork[];
  clear(): void;
}

interface Task extends PendingWork {
  readonly work: () => void;
}

export function createProcessing(clock: Clock): Processing {
  let tasks: Task[] = []; // ascending by due
  let timer: NodeJS.Timeout | undefined;
  let random = createRandom();

  const run = (until: number) => {
    for (let next = tasks[0]; next !== undefined && next.due <= until; next = tasks[0]) {
      tasks.shift();
      next.work();
    }
  };
  const arm = () => {
    clearTimeout(timer);
    const next = tasks[0];
    if (next === undefined) return;
    timer = setTimeout(runDue, Math.min(Math.max(next.due - clock.now(), 0), 2 ** 31 - 1)).unref();
  };
  const runDue = () => {
    run(clock.now());
    arm();
  };
  const scheduleExactly = (what: string, delayMs: number, work: () => void) => {
    if (delayMs === 0) return work();
    const task = { due: clock.now() + delayMs, what, work };
    const later = tasks.findLastIndex((other) => other.due <= task.due);
    tasks.splice(later + 1, 0, task);
    if (later === -1) arm();
  };
  clock.onJump(runDue);
  return {
    schedule: (what, delayMs, work) => scheduleExactly(what, delayMs * (0.5 + random()), work),
    scheduleExactly,
    runDue,
    settle: () => {
      run(Infinity);
      arm();
    },
    pending: () => tasks.map(({ due, what }) => ({ due, what })),
    clear() {
      tasks = [];
      random = createRandom();
      arm();
    },
  };
}

/** The same sequence after every reset: a run can be repeated. Numbers from 0 to 1 (Park and Miller's generator). */
function createRandom(): () => number {
  let seed = 42;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}
