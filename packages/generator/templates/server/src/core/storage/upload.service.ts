import { randomUUID } from "node:crypto";
import {
  Injectable,
  NotFoundException,
  PayloadTooLargeException,
  StreamableFile,
  UnprocessableEntityException,
} from "@nestjs/common";
import { FileStorage } from "./file-storage.js";
import type { FileRecord } from "./stored-file.js";

/** What a file field accepts. */
export interface UploadRules {
  maxBytes: number;
  /** Such as `image/png` or `image/*`; any when there are none. */
  mediaTypes: string[];
}

/** What arrives as the file of a request. */
export type Upload = Pick<
  Express.Multer.File,
  "buffer" | "mimetype" | "originalname" | "size"
>;

/** Stores, reads and removes the files of records. */
@Injectable()
export class UploadService {
  constructor(private readonly storage: FileStorage) {}

  /** Stores an upload under a new key. */
  async store(
    upload: Upload | undefined,
    { maxBytes, mediaTypes }: UploadRules,
  ): Promise<FileRecord> {
    if (upload === undefined) {
      throw new UnprocessableEntityException(
        'Send the file as "file" of a multipart/form-data body.',
      );
    }
    const { size, mimetype: contentType } = upload;
    if (size > maxBytes) {
      throw new PayloadTooLargeException(`At most ${maxBytes} bytes.`);
    }
    if (
      mediaTypes.length > 0 &&
      !mediaTypes.some((type) => fits(contentType, type))
    ) {
      throw new UnprocessableEntityException(
        `A file of the type ${mediaTypes.join(", ")} belongs here.`,
      );
    }
    const key = randomUUID();
    await this.storage.put(key, upload.buffer, contentType);
    return { key, name: toName(upload.originalname), contentType, size };
  }

  /** The bytes, as an attachment: a browser never runs what somebody uploaded. */
  async open(file: FileRecord | null): Promise<StreamableFile> {
    if (file === null) throw new NotFoundException("There is no such file.");
    const name = encodeURIComponent(file.name);
    return new StreamableFile(await this.storage.read(file.key), {
      type: file.contentType,
      length: file.size,
      disposition: `attachment; filename*=UTF-8''${name}`,
    });
  }

  async remove(file: FileRecord | null): Promise<void> {
    if (file !== null) await this.storage.remove(file.key);
  }
}

function fits(contentType: string, pattern: string): boolean {
  return pattern.endsWith("/*")
    ? contentType.startsWith(pattern.slice(0, -1))
    : contentType === pattern;
}

/** Multer reads names as Latin-1; browsers send UTF-8. */
function toName(originalName: string): string {
  const name = Buffer.from(originalName, "latin1").toString("utf8");
  return name.replace(/[\p{Cc}/\\]/gu, "_").slice(-200);
}
