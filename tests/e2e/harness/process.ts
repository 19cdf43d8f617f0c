import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';

export interface Started {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Asks it to end, then makes it, and answers once it is gone. */
  stop(): Promise<void>;
}

interface Start {
  env: Record<string, string>;
  /** Where both of its outputs go, for the case that something fails. */
  log: string;
  /** Written to its input, which is then closed. */
  input?: string;
}

export async function start(program: string, args: readonly string[], { env, log, input }: Start): Promise<Started> {
  const output = openSync(log, 'a');
  const child = spawn(program, args, { env, stdio: [input === undefined ? 'ignore' : 'pipe', output, output] });
  closeSync(output);
  await once(child, 'spawn');
  if (input !== undefined) child.stdin?.end(input);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} has no process id`);
  return { pid, child, stop: () => stop(child) };
}

/** Runs to the end and answers what it printed. */
export async function answer(program: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors.trim()}`);
  return output.trim();
}

export function children(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** The arguments and the environment of a process, as anybody of this user sees them; nothing once it has gone. */
export function shown(pid: number): { args: string; env: string } {
  return { args: bytesOf(`/proc/${pid}/cmdline`), env: bytesOf(`/proc/${pid}/environ`) };
}

/** A character a byte; none where the file has gone meanwhile. */
export function bytesOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(impatience);
}
