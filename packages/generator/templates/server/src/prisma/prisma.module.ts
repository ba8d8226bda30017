import { Global, Module } from "@nestjs/common";
import { Environment, readEnvironment } from "../core/environment.js";
import { PrismaService } from "./prisma.service.js";

@Global()
@Module({
  providers: [
    { provide: Environment, useFactory: readEnvironment },
    PrismaService,
  ],
  exports: [Environment, PrismaService],
})
export class PrismaModule {}
