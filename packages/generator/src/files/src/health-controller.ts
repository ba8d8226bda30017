import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import {
  Controller,
  Get,
  ServiceUnavailableException,
  VERSION_NEUTRAL,
} from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import { PrismaService } from "./prisma/prisma.service.js";

@ApiExcludeController()
@Controller({ path: "healthz", version: VERSION_NEUTRAL })
export class HealthController {
  constructor(private readonly prisma: PrismaService) {}

  /** The process answers. */
  @Get("live")
  live(): { status: string } {
    return { status: "ok" };
  }

  /** The database answers too. */
  @Get("ready")
  async ready(): Promise<{ status: string }> {
    try {
      await this.prisma.client.$queryRaw\`SELECT 1\`;
    } catch {
      throw new ServiceUnavailableException("The database does not answer.");
    }
    return { status: "ok" };
  }
}
`;

/** `src/health.controller.ts`: liveness and readiness. */
export function healthControllerFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/health.controller.ts', 'health-controller', TEXT);
}
