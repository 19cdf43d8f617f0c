import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { PROGRAM } from './tenant';

/** What a run of `greenlightctl` came to. */
export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** A login session of its own: a bus, and a real key store on it that is unlocked. Nothing of the machine's is touched. */
export class Session {
  readonly #env: Record<string, string | undefined>;
  readonly #daemons: ChildProcess[] = [];

  private constructor(private readonly home: string) {
    const at = (folder: string) => join(home, folder);
    this.#env = {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_RUNTIME_DIR: at('run'),
      XDG_CONFIG_HOME: at('config'),
      XDG_DATA_HOME: at('data'),
      XDG_CACHE_HOME: at('cache'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${at('run/bus')}`,
    };
    for (const folder of ['run', 'config', 'data', 'cache']) mkdirSync(at(folder), { mode: 0o700 });
  }

  static async start(): Promise<Session> {
    const session = new Session(mkdtempSync(join(tmpdir(), 'greenlight-strangers-')));
    await session.#startBus();
    await session.#startKeyStore();
    return session;
  }

  /** Runs to the end. `walk` is called with the sign-in page it wants opened, if it wants one. */
  async greenlightctl(args: readonly string[], walk?: (url: string) => Promise<void>): Promise<Ended> {
    const child = spawn(PROGRAM, [...args], { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      if (walk !== undefined && line.startsWith('http')) await walk(line);
      else lines.push(line);
    }
    const [code] = (await ended) as [number | null];
    return { code, lines };
  }

  async end(): Promise<void> {
    for (const daemon of this.#daemons.toReversed()) {
      if (daemon.exitCode !== null) continue;
      const gone = once(daemon, 'exit');
      daemon.kill('SIGKILL');
      await gone;
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  async #startBus(): Promise<void> {
    const config = join(this.home, 'run/bus.conf');
    // No service folders: nothing is started by asking for it, and no password dialogue opens on anybody's screen.
    writeFileSync(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${this.#env['DBUS_SESSION_BUS_ADDRESS']}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`,
    );
    const bus = this.#daemon('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1']);
    // It says where it listens once it does.
    if (bus.stdout) await once(bus.stdout, 'data');
  }

  async #startKeyStore(): Promise<void> {
    const store = this.#daemon('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets']);
    store.stdin?.end('only for this test');
    const wait = spawn('gdbus', ['wait', '--session', '--timeout', '60', 'org.freedesktop.secrets'], { env: this.#env });
    const [code] = (await once(wait, 'exit')) as [number | null];
    if (code !== 0) throw new Error('the key store did not start');
  }

  #daemon(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, [...args], { env: this.#env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#daemons.push(child);
    return child;
  }
}
