import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { Global, Module } from "@nestjs/common";
import { Environment, readEnvironment } from "../environment.js";
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
`;

/** `src/prisma/prisma.module.ts`: offers the database client everywhere. */
export function prismaModuleFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/prisma/prisma.module.ts', 'prisma-module', TEXT);
}
