import { createReadStream } from "node:fs";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { FileStorage } from "./file-storage.js";

/** Files in a folder of this machine. Keys are made by the service, never by a client. */
export class LocalStorage extends FileStorage {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, content: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, key), content, { flag: "wx" });
  }

  async read(key: string): Promise<Readable> {
    const path = join(this.folder, key);
    // Tells now that there is none, not in the middle of an answer.
    await (await open(path)).close();
    return createReadStream(path);
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.folder, key), { force: true });
  }
}
