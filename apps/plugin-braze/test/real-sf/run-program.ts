import { type ChildProcessByStdio, spawn } from 'node:child_process';
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
  const ended = collect(child);
  const line = firstLine(child, ended);
  // Only those who ask for the line hear that there was none.
  line.catch(() => undefined);
  return { line, ended, kill: (signal) => void child.kill(signal) };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function collect(child: Child): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

async function firstLine(child: Child, ended: Promise<Ended>): Promise<string> {
  let text = '';
  const found = new Promise<string>((resolve) => {
    child.stdout.on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
  const missing = ended.then(({ code, stderr }): never => {
    throw new Error(`It ended with ${code ?? 'a signal'} before its first line.\n${stderr}`);
  });
  return Promise.race([found, missing]);
}
