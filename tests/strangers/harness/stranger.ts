import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import type { Card } from './tenant';

const here = (path: string) => new URL(`../${path}`, import.meta.url).pathname;

/** What a client library came back with, in the token endpoint's own words. */
export interface Answer {
  readonly access_token?: string;
  readonly scope?: string;
  readonly id_token_claims?: Record<string, unknown>;
  readonly error?: string;
  readonly suberror?: string;
  readonly error_codes?: unknown;
  readonly error_description?: string;
}

/** A page it wants opened; with a code when somebody has to type one. */
export interface Page {
  readonly open: string;
  readonly code?: string;
}

export type Library = 'MSAL Python' | 'MSAL Node' | 'Graph client';

/** One of Microsoft's client libraries as it comes from its registry, in a process of its own. */
export class Stranger {
  readonly #lines: AsyncIterator<string>;

  private constructor(private readonly process: ChildProcess) {
    if (!process.stdout) throw new Error('no output to read');
    this.#lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  }

  static meet(library: Library, card: Card): Stranger {
    const [program, args] = COMMANDS[library]();
    const child = spawn(program, [...args, ...(library === 'Graph client' ? [card.graph] : [card.authority, card.client_id])], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Each library's own way to be told of one more authority to trust.
      env: {
        ...process.env,
        NODE_EXTRA_CA_CERTS: card.ca,
        REQUESTS_CA_BUNDLE: card.ca,
        NO_PROXY: 'localhost',
        no_proxy: 'localhost',
      },
    });
    return new Stranger(child);
  }

  /** Does something; `walk` is called with every page it wants opened. */
  async does(act: object, walk: (page: Page) => Promise<void> = refuse): Promise<Answer> {
    this.process.stdin?.write(`${JSON.stringify(act)}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error('it ended without an answer');
      const said = JSON.parse(value) as Page | { answer: Answer };
      if ('answer' in said) return said.answer;
      await walk(said);
    }
  }

  leave(): void {
    this.process.kill();
  }
}

const COMMANDS: Record<Library, () => [string, string[]]> = {
  'MSAL Python': () => [python(), [here('clients/python.py')]],
  'MSAL Node': () => [process.execPath, [here('clients/node.mjs')]],
  'Graph client': () => [process.execPath, [here('clients/graph.mjs')]],
};

async function refuse(page: Page): Promise<void> {
  throw new Error(`no page was expected, but ${page.open}`);
}

/** A virtual environment of its own, made on first use from the pinned list. */
function python(): string {
  const folder = here('node_modules/.python');
  const program = `${folder}/bin/python`;
  const pinned = readFileSync(here('requirements.txt'), 'utf8');
  if (!existsSync(`${folder}/ready`) || readFileSync(`${folder}/ready`, 'utf8') !== pinned) {
    execFileSync('python3', ['-m', 'venv', '--clear', folder]);
    execFileSync(program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', here('requirements.txt')]);
    writeFileSync(`${folder}/ready`, pinned);
  }
  return program;
}
