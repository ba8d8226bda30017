import { Global, Module } from "@nestjs/common";
import { Environment } from "../environment.js";
import { FileStorage } from "./file-storage.js";
import { LocalStorage } from "./local-storage.js";
import { S3Storage } from "./s3-storage.js";
import { UploadService } from "./upload.service.js";

/** Offers the file storage that the environment names. */
@Global()
@Module({
  providers: [
    {
      provide: FileStorage,
      inject: [Environment],
      useFactory: ({ storage }: Environment) =>
        storage.kind === "s3"
          ? new S3Storage(storage.bucket, storage.region, storage.endpoint)
          : new LocalStorage(storage.folder),
    },
    UploadService,
  ],
  exports: [UploadService],
})
export class StorageModule {}
