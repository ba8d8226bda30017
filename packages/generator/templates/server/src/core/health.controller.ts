import { Controller, Get, ServiceUnavailableException } from "@nestjs/common";
// #if rest
import { ApiExcludeController } from "@nestjs/swagger";
// #end
// #if auth
import { Allow } from "../auth/allow.js";
// #end
import { PrismaService } from "../prisma/prisma.service.js";

// #if rest
@ApiExcludeController()
// #end
@Controller("healthz")
export class HealthController {
  constructor(private readonly prisma: PrismaService) {}

  /** The process answers. */
  @Get("live")
  // #if auth
  @Allow("public")
  // #end
  live(): { status: string } {
    return { status: "ok" };
  }

  /** The database answers too. */
  @Get("ready")
  // #if auth
  @Allow("public")
  // #end
  async ready(): Promise<{ status: string }> {
    try {
      await this.prisma.client.$queryRaw`SELECT 1`;
    } catch {
      throw new ServiceUnavailableException("The database does not answer.");
    }
    return { status: "ok" };
  }
}
