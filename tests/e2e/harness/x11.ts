import { type Socket, connect } from 'node:net';
import { once } from 'node:events';

/**
 * Presses the close button of the window of this title. Without a window manager there is no button, so this sends what
 * one would: the client message WM_DELETE_WINDOW (ICCCM 4.2.8.1), in the X protocol's own words.
 */
export async function pressCloseButton(display: string, title: string): Promise<void> {
  const server = await Server.connect(display);
  try {
    const [name, protocols, close] = [await server.atom('_NET_WM_NAME'), await server.atom('WM_PROTOCOLS'), await server.atom('WM_DELETE_WINDOW')];
    for (const window of await server.children()) {
      if (!(await server.text(window, name)).includes(title)) continue;
      server.tell(window, protocols, close);
      // The server answers in order: what was asked before this answer has been done.
      await server.children();
      return;
    }
    throw new Error(`no window is called ${title}`);
  } finally {
    server.end();
  }
}

/** How many windows of this title there are. */
export async function windowsCalled(display: string, title: string): Promise<number> {
  const server = await Server.connect(display);
  try {
    const name = await server.atom('_NET_WM_NAME');
    let count = 0;
    for (const window of await server.children()) if ((await server.text(window, name)) === title) count += 1;
    return count;
  } finally {
    server.end();
  }
}

/** A connection to an X server. Numbers are little-endian, as the first byte asks for; requests count words of four bytes. */
class Server {
  #received = Buffer.alloc(0);
  #root = 0;

  private constructor(private readonly socket: Socket) {}

  static async connect(display: string): Promise<Server> {
    const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
    await once(socket, 'connect');
    const server = new Server(socket);
    socket.on('data', (data: Buffer) => (server.#received = Buffer.concat([server.#received, data])));
    // Byte order, protocol 11.0, no authorisation.
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const head = await server.#take(8);
    if (head[0] !== 1) throw new Error('the X server refused the connection');
    const setup = await server.#take(head.readUInt16LE(6) * 4);
    const [vendor, formats] = [setup.readUInt16LE(16), setup.readUInt8(21)];
    server.#root = setup.readUInt32LE(32 + padded(vendor) + formats * 8);
    return server;
  }

  async atom(name: string): Promise<number> {
    const text = Buffer.alloc(padded(name.length));
    text.write(name, 'latin1');
    const head = Buffer.alloc(8);
    head.writeUInt8(16, 0);
    head.writeUInt16LE(2 + text.length / 4, 2);
    head.writeUInt16LE(name.length, 4);
    return (await this.#ask(Buffer.concat([head, text]))).readUInt32LE(8);
  }

  /** The windows on the screen. */
  async children(): Promise<number[]> {
    const reply = await this.#ask(words(15, [this.#root]));
    return Array.from({ length: reply.readUInt16LE(16) }, (_, index) => reply.readUInt32LE(32 + index * 4));
  }

  async text(window: number, property: number): Promise<string> {
    const [anyType, from, most] = [0, 0, 256];
    const reply = await this.#ask(words(20, [window, property, anyType, from, most]));
    return reply.toString('utf8', 32, 32 + reply.readUInt32LE(16));
  }

  /** Sends the window a client message of 32-bit words. */
  tell(window: number, type: number, value: number): void {
    const [nobodyElse, clientMessage, format] = [0, 33, 32];
    this.socket.write(words(25, [window, nobodyElse, clientMessage | (format << 8), window, type, value, 0, 0, 0, 0]));
  }

  end(): void {
    this.socket.destroy();
  }

  async #ask(request: Buffer): Promise<Buffer> {
    this.socket.write(request);
    const head = await this.#take(32);
    if (head[0] !== 1) throw new Error(`the X server answered with error ${head[1]}`);
    return Buffer.concat([head, await this.#take(head.readUInt32LE(4) * 4)]);
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#received.length < length) await once(this.socket, 'data');
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return taken;
  }
}

function words(opcode: number, values: readonly number[]): Buffer {
  const request = Buffer.alloc(4 + values.length * 4);
  request.writeUInt8(opcode, 0);
  request.writeUInt16LE(request.length / 4, 2);
  for (const [index, value] of values.entries()) request.writeUInt32LE(value, 4 + index * 4);
  return request;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
