import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  /** The first line of stdout. Fails when the program ends without one. */
  readonly line: Promise<string>;
  /** Stdout up to this text and including it. Fails when the program ends without it. */
  printed(text: string): Promise<string>;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a program to its end, without a terminal and with nothing on its stdin. */
export async function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return startProgram(program, args, options).ended;
}

/** Starts a program and lets it run. */
export function startProgram(program: string, args: readonly string[], { cwd, env }: RunOptions): Started {
  // npm is a script on Windows.
  const shell = process.platform === 'win32' && program === 'npm';
  const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const printed = (text: string): Promise<string> =>
    waitFor(text, { shown: () => stdout, output: child.stdout, ended });
  const line = printed('\n').then((text) => text.slice(0, -1));
  // Only those who ask for the line hear that there was none.
  line.catch(() => undefined);
  return { line, printed, ended, kill: (signal) => void child.kill(signal) };
}

interface Watched {
  readonly shown: () => string;
  readonly output: Readable;
  readonly ended: Promise<Ended>;
}

async function waitFor(text: string, { shown, output, ended }: Watched): Promise<string> {
  const found = new Promise<string>((resolve) => {
    const look = (): void => {
      const start = shown().indexOf(text);
      if (start >= 0) resolve(shown().slice(0, start + text.length));
    };
    look();
    output.on('data', look);
  });
  const missing = ended.then(({ code, stderr }): never => {
    throw new Error(`It ended with ${code ?? 'a signal'} and never printed ${JSON.stringify(text)}.\n${stderr}`);
  });
  // Whoever found it does not mind how the program ends.
  missing.catch(() => undefined);
  return Promise.race([found, missing]);
}
