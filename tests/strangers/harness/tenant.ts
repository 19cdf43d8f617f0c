import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export const PROGRAM = process.env['GREENLIGHTCTL'] ?? new URL('../../../target/debug/greenlightctl', import.meta.url).pathname;

export interface Card {
  readonly authority: string;
  readonly graph: string;
  readonly control: string;
  readonly ca: string;
  readonly tenant: string;
  readonly client_id: string;
  readonly users: readonly { upn: string; password: string; roles: readonly string[] }[];
}

/** The simulated tenant, over https, in a process of its own. */
export class Tenant {
  private constructor(
    private readonly process: ChildProcess,
    readonly card: Card,
  ) {}

  static async serve(scenario: string): Promise<Tenant> {
    const child = spawn(PROGRAM, ['tenant', 'serve', '--tls', '--scenario', scenario], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      return new Tenant(child, JSON.parse(line) as Card);
    }
    throw new Error(`${PROGRAM} said nothing`);
  }

  get person(): Card['users'][number] {
    const [first] = this.card.users;
    if (!first) throw new Error('nobody lives here');
    return first;
  }

  async control(action: string, body: object = {}): Promise<unknown> {
    return this.#call('POST', `${this.card.control}/${action}`, JSON.stringify(body));
  }

  /** What the stranger asked for that nothing here answers. */
  async unexpected(): Promise<unknown> {
    return this.#call('GET', `${this.card.control}/unexpected`);
  }

  async stop(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }

  #call(method: string, url: string, body?: string): Promise<unknown> {
    const agent = new Agent({ ca: readFileSync(this.card.ca) });
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, agent }, async (response) => {
        let text = '';
        for await (const part of response) text += String(part);
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${method} ${url}: ${response.statusCode} ${text}`));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
