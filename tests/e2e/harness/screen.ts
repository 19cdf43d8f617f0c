import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

/** A part of the screen, in pixels from its upper left corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The pixels of a virtual display: Xvfb keeps them in a file, in XWD format, where `-fbdir` says. WebKitWebDriver's own
 * picture never comes where the window is drawn without a graphics card, and this is what a person sees anyway.
 */
export class Screen {
  constructor(private readonly file: string) {}

  /** What is on the screen now, as PNG. What of the area lies outside it is left out. */
  picture(area: Area): Buffer {
    const dump = readFileSync(this.file);
    // https://www.x.org/releases/X11R7.7/doc/xproto/ and X11/XWDFile.h: big-endian words.
    const word = (index: number) => dump.readUInt32BE(index * 4);
    const [headerSize, screenWidth, screenHeight, bytesPerLine, colours] = [word(0), word(4), word(5), word(12), word(19)];
    const pixels = headerSize + colours * 12;
    const [left, top] = [Math.max(area.x, 0), Math.max(area.y, 0)];
    const width = Math.min(area.x + area.width, screenWidth) - left;
    const height = Math.min(area.y + area.height, screenHeight) - top;
    if (width <= 0 || height <= 0) throw new Error(`nothing of ${JSON.stringify(area)} is on the screen`);

    // A filter byte before each line; Xvfb's pixels are blue, green, red, nothing.
    const raw = Buffer.alloc(height * (1 + width * 3));
    for (let y = 0, to = 0; y < height; y += 1) {
      to += 1;
      for (let x = 0, from = pixels + (top + y) * bytesPerLine + left * 4; x < width; x += 1, from += 4) {
        raw[to++] = dump[from + 2] ?? 0;
        raw[to++] = dump[from + 1] ?? 0;
        raw[to++] = dump[from] ?? 0;
      }
    }
    return png(width, height, raw);
  }
}

function png(width: number, height: number, raw: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each of red, green and blue; the rest is zero: deflate, adaptive filters, not interlaced.
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
