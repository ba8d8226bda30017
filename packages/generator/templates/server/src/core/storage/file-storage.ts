import type { Readable } from "node:stream";

/** Keeps the bytes of uploaded files by key. */
export abstract class FileStorage {
  abstract put(
    key: string,
    content: Buffer,
    contentType: string,
  ): Promise<void>;
  /** The bytes; fails where there are none. */
  abstract read(key: string): Promise<Readable>;
  /** Does nothing where there are none. */
  abstract remove(key: string): Promise<void>;
}
