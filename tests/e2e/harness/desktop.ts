import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Started, answer, start } from './process';
import { Screen } from './screen';
import { type Secret, keepTraces } from './traces';
import { until } from './until';

const PASSWORD = 'one password';

/** Whether the session has a password store, and whether it is open. */
export type KeyStore = 'unlocked' | 'locked' | 'absent';

export interface Notification {
  summary: string;
  body: string;
}

/**
 * A whole desktop session of its own: display, session bus, password store, notification daemon, home directory.
 * Nothing of the machine's own session reaches into it, and it is gone afterwards.
 */
export class Desktop {
  readonly #running: Started[] = [];

  private constructor(
    readonly home: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({ locale = 'en_GB.UTF-8', keyStore = 'unlocked' as KeyStore } = {}): Promise<Desktop> {
    const home = mkdtempSync(join(tmpdir(), 'greenlight-e2e-'));
    for (const folder of ['config', 'data', 'cache', 'state', 'run', 'bin', 'logs', 'screen']) mkdirSync(join(home, folder), { mode: 0o700 });
    const desktop = new Desktop(home, {
      HOME: home,
      USER: 'person',
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_STATE_HOME: join(home, 'state'),
      XDG_RUNTIME_DIR: join(home, 'run'),
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'run/bus')}`,
      PATH: `${join(home, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
      LANG: locale,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      TAURI_WEBVIEW_AUTOMATION: 'true',
      RUST_LOG: 'warn',
      DISPLAY: '',
      // What the simulated tenants of this desktop gave out.
      SECRETS_RECORD: join(home, 'secrets'),
      // Where a whole test run keeps what is said to the simulated Graph.
      ...(process.env['GRAPH_RECORD'] === undefined ? {} : { GRAPH_RECORD: process.env['GRAPH_RECORD'] }),
    });
    try {
      desktop.#installOpeners();
      await desktop.#startDisplay();
      await desktop.#startBus();
      await desktop.#startNotifications();
      if (keyStore !== 'absent') await desktop.startKeyStore();
      if (keyStore === 'locked') await desktop.lockKeyStore();
    } catch (error) {
      await desktop.stop();
      throw error;
    }
    return desktop;
  }

  /** What is to be seen. */
  screen(): Screen {
    return new Screen(join(this.home, 'screen/Xvfb_screen0'));
  }

  /** Everything the app asked the system to open, oldest first: addresses, drafts, files. */
  opened(): string[] {
    const record = join(this.home, 'opened');
    return existsSync(record) ? readFileSync(record, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** Waits for the next thing opened after the first `seen`. */
  async nextOpened(seen = 0): Promise<string> {
    return until('something to be opened', () => this.opened()[seen]);
  }

  /** The arguments and the environment of every program that was asked to open something, as it got them. */
  openers(): string {
    const record = join(this.home, 'openers');
    return existsSync(record) ? readFileSync(record, 'latin1') : '';
  }

  /** Every code and token that the simulated tenants of this desktop gave out, and the verifiers they were shown. */
  secrets(): Secret[] {
    const record = join(this.home, 'secrets');
    if (!existsSync(record)) return [];
    return readFileSync(record, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Secret);
  }

  /** From now on the system has nothing that opens anything. */
  breakOpening(): void {
    writeFileSync(join(this.home, 'nothing-opens'), '');
  }

  repairOpening(): void {
    rmSync(join(this.home, 'nothing-opens'), { force: true });
  }

  notifications(): Notification[] {
    const record = join(this.home, 'notifications');
    if (!existsSync(record)) return [];
    return readFileSync(record, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((entry) => {
        const [summary = '', body = ''] = entry.split('\x01');
        return { summary, body };
      });
  }

  /** GNOME Keyring with a login collection that is open. */
  async startKeyStore(): Promise<void> {
    await this.run('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], PASSWORD);
    await this.#ownedOnBus('org.freedesktop.secrets');
  }

  /** Unlocks it as signing in to the computer does: GNOME Keyring's control socket, operation 1, as in its PAM module. */
  async unlockKeyStore(): Promise<void> {
    const socket = connect(join(this.home, 'run/keyring/control'));
    const head = Buffer.alloc(13);
    // A byte that carries the credentials, then big-endian words: length, operation, length of the password.
    head.writeUInt32BE(12 + PASSWORD.length, 1);
    head.writeUInt32BE(1, 5);
    head.writeUInt32BE(PASSWORD.length, 9);
    socket.write(head);
    socket.write(PASSWORD);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    socket.end();
    if (reply.readUInt32BE(4) !== 0) throw new Error(`the password store answered ${reply.readUInt32BE(4)} to unlocking`);
  }

  async lockKeyStore(): Promise<void> {
    await this.#secretService('Lock', "['/org/freedesktop/secrets/collection/login']");
  }

  /** Who is on the session bus, as gdbus prints it. */
  async busNames(): Promise<string> {
    const bus = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'];
    return answer('gdbus', ['call', '--session', ...bus, '--method', 'org.freedesktop.DBus.ListNames'], { ...this.env });
  }

  /** A program of this session, ended with it. */
  async run(program: string, args: readonly string[], input?: string): Promise<Started> {
    const log = join(this.home, 'logs', `${program.split('/').at(-1)}.log`);
    const started = await start(program, args, { env: { ...this.env }, log, ...(input === undefined ? {} : { input }) });
    this.#running.push(started);
    return started;
  }

  /** The text on the clipboard, as the next program would paste it. */
  clipboard(): string {
    return execFileSync('xclip', ['-selection', 'clipboard', '-out'], { env: { ...this.env }, encoding: 'utf8', timeout: 10_000 });
  }

  /** What the session's programs printed, for a failure's message. */
  log(program: string): string {
    const path = join(this.home, 'logs', `${program}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  async stop(): Promise<void> {
    for (const started of this.#running.toReversed()) await started.stop();
    // For the search at the end of a whole test run.
    const { LEFT_BEHIND: left, SECRETS_RECORD: record } = process.env;
    // First what is looked for: a copy that fails must not leave the search with nothing to look for.
    if (record !== undefined) appendFileSync(record, this.secrets().map((one) => `${JSON.stringify(one)}\n`).join(''));
    if (left !== undefined) keepTraces(this.home, left);
    rmSync(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** Stands in for everything the `open` crate tries: records what was asked for instead of opening it. */
  #installOpeners(): void {
    const record = `#!/bin/sh
cat /proc/$$/cmdline /proc/$$/environ >> "${this.home}/openers"
[ -e "${this.home}/nothing-opens" ] && exit 3
[ "$1" = open ] && shift
printf '%s\\n' "$1" >> "${this.home}/opened"
`;
    for (const name of ['xdg-open', 'gio', 'gnome-open', 'kde-open', 'wslview']) this.#script(name, record);
  }

  #script(name: string, text: string): string {
    const path = join(this.home, 'bin', name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  async #startDisplay(): Promise<void> {
    // `-displayfd 3` makes the server choose a free number and say so once it listens.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-fbdir', join(this.home, 'screen'), '-nolisten', 'tcp'], {
      env: { ...this.env },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#running.push({ pid: server.pid ?? 0, child: server, stop: async () => void (server.kill('SIGKILL') && (await once(server, 'exit'))) });
    const [number] = (await once(server.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
    (this.env as Record<string, string>)['DISPLAY'] = `:${number.toString().trim()}`;
  }

  async #startBus(): Promise<void> {
    // No service directories: a password store, portal or accessibility bus is there when a test starts one, not when
    // something happens to be installed.
    const config = join(this.home, 'run/bus.conf');
    writeFileSync(
      config,
      `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${this.env['DBUS_SESSION_BUS_ADDRESS']}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`,
    );
    await this.run('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile']);
    await until('the session bus', () => existsSync(join(this.home, 'run/bus')));
  }

  async #startNotifications(): Promise<void> {
    const record = this.#script('record-notification', `#!/bin/sh\nprintf '%s\\001%s\\000' "$DUNST_SUMMARY" "$DUNST_BODY" >> "${this.home}/notifications"\n`);
    const config = join(this.home, 'config/dunstrc');
    // In the corner that no window in the pictures reaches.
    writeFileSync(config, `[global]\nmonitor = 0\norigin = bottom-right\nfont = sans 11\nmarkup = no\n[every]\nsummary = "*"\nscript = ${record}\n`);
    await this.run('dunst', ['-config', config]);
    await this.#ownedOnBus('org.freedesktop.Notifications');
  }

  async #ownedOnBus(name: string): Promise<void> {
    await answer('gdbus', ['wait', '--session', '--timeout', '30', name], { ...this.env });
  }

  async #secretService(method: string, argument: string): Promise<string> {
    const service = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
    return answer('gdbus', ['call', '--session', ...service, '--method', `org.freedesktop.Secret.Service.${method}`, argument], { ...this.env });
  }
}
