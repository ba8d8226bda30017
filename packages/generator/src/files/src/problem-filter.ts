import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { STATUS_CODES } from "node:http";
import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from "@nestjs/common";
import type { Response } from "express";
import { Prisma } from "./prisma/client/client.js";
import type { ProblemDetails, ProblemItem } from "./problem-details.js";

type Fault = Pick<ProblemDetails, "status" | "detail" | "errors">;

/** What Prisma refuses, as a client may see it. */
const PRISMA_FAULTS: Record<string, Fault> = {
  P2000: { status: 422, detail: "A value is too long." },
  P2002: { status: 409, detail: "Another record has this value already." },
  P2003: {
    status: 409,
    detail: "A related record does not exist, or others still point here.",
  },
  P2014: { status: 409, detail: "Other records still need this one." },
  P2020: { status: 422, detail: "A number is out of range." },
  P2025: { status: 404, detail: "There is no such record." },
  P2034: {
    status: 409,
    detail: "The record was changed meanwhile: try again.",
  },
};

/** Turns every error into a problem document; what was not expected is logged, and the client learns nothing of it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const fault = toFault(error);
    if (fault.status >= 500) this.logger.error(error);
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const problem: ProblemDetails = {
      type: "about:blank",
      title: STATUS_CODES[fault.status] ?? "Error",
      ...fault,
    };
    response
      .status(fault.status)
      .type("application/problem+json")
      .send(JSON.stringify(problem));
  }
}

function toFault(error: unknown): Fault {
  if (error instanceof HttpException) return fromHttp(error);
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return PRISMA_FAULTS[error.code] ?? { status: 500 };
  }
  return fromMiddleware(error);
}

function fromHttp(error: HttpException): Fault {
  const body = error.getResponse();
  const errors =
    typeof body === "object" && "errors" in body
      ? (body.errors as ProblemItem[])
      : undefined;
  const fault = { status: error.getStatus(), detail: error.message };
  return errors === undefined ? fault : { ...fault, errors };
}

/** Errors of the body parser carry their status, and say whether it may be shown. */
function fromMiddleware(error: unknown): Fault {
  if (
    error instanceof Error &&
    "status" in error &&
    typeof error.status === "number" &&
    error.status < 500
  ) {
    return { status: error.status, detail: "The request cannot be read." };
  }
  return { status: 500 };
}
`;

/** `src/problem.filter.ts`: errors become problem documents. */
export function problemFilterFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/problem.filter.ts', 'problem-filter', TEXT);
}
