import { Injectable, type OnModuleDestroy } from "@nestjs/common";
// #if postgresql
import { PrismaPg } from "@prisma/adapter-pg";
// #else
import { PrismaMariaDb } from "@prisma/adapter-mariadb";
// #end
import { Environment } from "../core/environment.js";
import { PrismaClient } from "./client/client.js";

/** Owns the connections to the database. */
@Injectable()
export class PrismaService implements OnModuleDestroy {
  readonly client: PrismaClient;

  constructor({ databaseUrl }: Environment) {
    // #if postgresql
    const adapter = new PrismaPg({ connectionString: databaseUrl });
    // #else
    const adapter = new PrismaMariaDb(databaseUrl);
    // #end
    this.client = new PrismaClient({ adapter });
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.$disconnect();
  }
}
