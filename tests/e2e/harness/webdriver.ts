/** The part of W3C WebDriver a walk needs: https://www.w3.org/TR/webdriver2/ */

import type { Area } from './screen';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export interface Element {
  readonly [ELEMENT]: string;
}

/** Keys that print nothing, by their code points in the specification. */
export const key = {
  enter: '\uE007',
  tab: '\uE004',
  escape: '\uE00C',
  shift: '\uE008',
  control: '\uE009',
  alt: '\uE00A',
  delete: '\uE017',
  f6: '\uE036',
} as const;

export class WebDriverError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** One window under automation. */
export class WebDriver {
  private constructor(
    private readonly server: string,
    private readonly session: string,
  ) {}

  static async open(server: string, binary: string, args: readonly string[]): Promise<WebDriver> {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } };
    const { sessionId } = (await call(server, 'POST', '/session', { capabilities })) as { sessionId: string };
    return new WebDriver(server, sessionId);
  }

  /** Runs the body of a function in the page; elements may be passed and come back. */
  async execute<T>(body: string, ...args: unknown[]): Promise<T> {
    return (await this.#call('POST', '/execute/sync', { script: body, args })) as T;
  }

  /** The same for a body whose last argument is the callback that takes the answer. */
  async executeAsync<T>(body: string, ...args: unknown[]): Promise<T> {
    return (await this.#call('POST', '/execute/async', { script: body, args })) as T;
  }

  async click(element: Element): Promise<void> {
    await this.#call('POST', `/element/${element[ELEMENT]}/click`, {});
  }

  async clear(element: Element): Promise<void> {
    await this.#call('POST', `/element/${element[ELEMENT]}/clear`, {});
  }

  async type(element: Element, text: string): Promise<void> {
    await this.#call('POST', `/element/${element[ELEMENT]}/value`, { text });
  }

  /** Keys to whatever has the focus; all of them are held together. */
  async chord(...keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    await this.#call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }] });
  }

  /** The handle of the window that is driven. */
  async handle(): Promise<string> {
    return (await this.#call('GET', '/window')) as string;
  }

  /** The handles of all the app's windows. */
  async handles(): Promise<string[]> {
    return (await this.#call('GET', '/window/handles')) as string[];
  }

  /** From now on drives the window of this handle. */
  async switchTo(handle: string): Promise<void> {
    await this.#call('POST', '/window', { handle });
  }

  async title(): Promise<string> {
    return (await this.#call('GET', '/title')) as string;
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#call('POST', '/window/rect', { width, height });
  }

  async move(area: Area): Promise<void> {
    await this.#call('POST', '/window/rect', area);
  }

  /** Where the window is, and how large. */
  async area(): Promise<Area> {
    return (await this.#call('GET', '/window/rect')) as Area;
  }

  async close(): Promise<void> {
    await call(this.server, 'DELETE', `/session/${this.session}`);
  }

  #call(method: string, path: string, body?: object): Promise<unknown> {
    return call(this.server, method, `/session/${this.session}${path}`, body);
  }
}

async function call(server: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(server + path, {
    method,
    signal: AbortSignal.timeout(60_000),
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) {
    const { error, message } = value as { error: string; message: string };
    throw new WebDriverError(error, message);
  }
  return value;
}
