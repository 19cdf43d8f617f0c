import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../../../target/', import.meta.url));

/** Numbered pictures of one walk, `NN-stage.png`. */
export class Album {
  #count = 0;
  readonly folder: string;

  constructor(...name: string[]) {
    this.folder = join(target, ...name.map((part) => part.replaceAll(/[^\p{L}\p{N}]+/gu, '-')));
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  add(stage: string, png: Buffer): void {
    this.#count += 1;
    writeFileSync(join(this.folder, `${String(this.#count).padStart(2, '0')}-${stage}.png`), png);
  }
}
