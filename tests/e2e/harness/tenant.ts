/** What goes wrong, in the words of the control API: docs/simtenant.md. */
export type Trouble = { status: number } | { body: 'html' | 'garbage' | 'empty' | 'truncated' } | { drop: true } | { latency_ms: number } | { wrong_clock_seconds: number };

/** The remote control of the simulated tenant inside the app. */
export class Tenant {
  /** @param origin - of the tenant, as in the demo's admin page. */
  constructor(readonly origin: string) {}

  async approve(): Promise<void> {
    await this.#post('approve');
  }

  async deny(): Promise<void> {
    await this.#post('deny');
  }

  /** IT switches the app off. */
  async block(): Promise<void> {
    await this.#post('block');
  }

  /** The next `times` requests of a kind go wrong. */
  async spoil(route: string, times: number, trouble: Trouble): Promise<void> {
    await this.#post('fault', { route, times, ...trouble });
  }

  /** Nothing goes wrong any more. */
  async heal(): Promise<void> {
    await this.#post('heal');
  }

  async #post(control: string, body: object = {}): Promise<void> {
    const response = await fetch(`${this.origin}/control/${control}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`control ${control}: ${response.status} ${await response.text()}`);
  }
}
