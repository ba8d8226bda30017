import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { Injectable, type OnModuleDestroy } from "@nestjs/common";
import { PrismaPg } from "@prisma/adapter-pg";
import { Environment } from "../environment.js";
import { PrismaClient } from "./client/client.js";

/** Owns the connections to the database. */
@Injectable()
export class PrismaService implements OnModuleDestroy {
  readonly client: PrismaClient;

  constructor(environment: Environment) {
    const adapter = new PrismaPg({
      connectionString: environment.databaseUrl,
    });
    this.client = new PrismaClient({ adapter });
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.$disconnect();
  }
}
`;

/** `src/prisma/prisma.service.ts`: the database client. */
export function prismaServiceFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/prisma/prisma.service.ts', 'prisma-service', TEXT);
}
