/** An office's way out: proxies that let a connection through, or stand in its way as proxies do. */

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, createSecureContext } from 'node:tls';

const SIGN_IN = 'login.microsoftonline.com';
const GRAPH = 'graph.microsoft.com';
const TENANT = '6babcaad-604b-40ac-a9d7-9fd97c0b779f';

/** `refuses` is 403, `asks_for_a_sign_in` is 407; `inspects` shows certificates of its own; `shows_its_own_page` is a captive portal. */
export type Manner = 'lets_through' | 'refuses' | 'asks_for_a_sign_in' | 'inspects' | 'shows_its_own_page';

interface Certificate {
  key: Buffer;
  cert: Buffer;
}

/** Two authorities: one that the computer is told to trust, where Microsoft's certificates come from, and the office's. */
export class Certificates {
  readonly #folder = mkdtempSync(join(tmpdir(), 'greenlight-certificates-'));
  readonly microsoft: Certificate;
  readonly inspection: Certificate;

  constructor() {
    this.microsoft = this.#issued('trusted');
    this.inspection = this.#issued('inspection');
  }

  /** For `SSL_CERT_FILE`. */
  get trusted(): string {
    return join(this.#folder, 'trusted.pem');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #issued(by: string): Certificate {
    const file = (name: string) => join(this.#folder, name);
    const request = (...more: string[]) =>
      execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', ...more], { stdio: 'pipe' });
    request('-subj', `/CN=Test authority ${by}`, '-keyout', file(`${by}.key`), '-out', file(`${by}.pem`));
    const end = ['basicConstraints=critical,CA:FALSE', 'extendedKeyUsage=serverAuth', `subjectAltName=DNS:${SIGN_IN},DNS:${GRAPH}`];
    const issuer = ['-CA', file(`${by}.pem`), '-CAkey', file(`${by}.key`)];
    request('-subj', `/CN=${SIGN_IN}`, ...issuer, '-keyout', file(`${by}-end.key`), '-out', file(`${by}-end.pem`), ...end.flatMap((one) => ['-addext', one]));
    return { key: readFileSync(file(`${by}-end.key`)), cert: readFileSync(file(`${by}-end.pem`)) };
  }
}

/** A proxy on loopback, with a stand-in for Microsoft behind it. No request leaves the computer. */
export class Proxy {
  readonly #microsoft = createServer((request, response) => answer(request, response));
  readonly #portal = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our wireless network</h1>'));

  private constructor(
    private readonly certificates: Certificates,
    private readonly server: Server,
    public manner: Manner,
  ) {
    server.on('connect', (_: IncomingMessage, socket: Socket) => this.#connect(socket));
  }

  static async start(certificates: Certificates, manner: Manner): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(certificates, server, manner);
  }

  /** As a person writes it into the settings. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** For the environment of an app that is to find this one by itself, and believes Microsoft's stand-in. */
  get env(): Record<string, string> {
    return throughProxy(this.address, this.certificates);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  #connect(socket: Socket): void {
    // The app goes when its test is over.
    socket.on('error', () => socket.destroy());
    if (this.manner === 'asks_for_a_sign_in') {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Office"\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (this.manner === 'refuses') {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    const shown = this.manner === 'inspects' ? this.certificates.inspection : this.certificates.microsoft;
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(shown) });
    // Who does not believe the certificate hangs up.
    secure.on('error', () => secure.destroy());
    (this.manner === 'shows_its_own_page' ? this.#portal : this.#microsoft).emit('connection', secure);
  }
}

export function throughProxy(address: string, certificates: Certificates): Record<string, string> {
  const url = `http://${address}`;
  return { HTTPS_PROXY: url, https_proxy: url, NO_PROXY: '', no_proxy: '', SSL_CERT_FILE: certificates.trusted };
}

/** What the two services say to somebody who has not signed in, in the form of Microsoft's own answers. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const say = (status: number, body: object) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (request.headers.host === GRAPH) return say(401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } });
  if (!request.url?.endsWith('/v2.0/.well-known/openid-configuration')) return say(404, {});
  say(200, {
    issuer: `https://${SIGN_IN}/${TENANT}/v2.0`,
    token_endpoint: `https://${SIGN_IN}/${TENANT}/oauth2/v2.0/token`,
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: GRAPH,
    tenant_region_scope: 'EU',
  });
}
