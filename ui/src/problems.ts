import type { Copy } from './copy';
import type { Problem } from './ipc/generated/Problem';
import type { ProblemCode } from './ipc/generated/ProblemCode';

/** Which way on a problem offers beside "Close". */
export type WayOn = 'none' | 'restart';

/** Total on purpose: a new code does not compile until it has words and a way on. */
export const waysOn: Record<ProblemCode, WayOn> = {
  invalid_input: 'none',
  not_a_proxy: 'none',
  demo_unavailable: 'none',
  not_opened: 'none',
  engine_stopped: 'restart',
  not_saved: 'none',
};

export function wordsFor(problem: Problem, copy: Copy): { title: string; next: string } {
  return copy.common.problems[problem.code];
}

/** A rejected command carries a `Problem`; anything else means that the engine is not there to answer. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  return { code: 'engine_stopped', message: thrown instanceof Error ? thrown.message : String(thrown), hint: '' };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && String(thrown.code) in waysOn;
}
