import { STATUS_CODES } from "node:http";
import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from "@nestjs/common";
import type { Response } from "express";
// #if graphql
import { GraphQLError } from "graphql";
// #end
import { toDatabaseFault } from "./database-faults.js";
import type { ProblemDetails, ProblemItem } from "./problem-details.js";

type Fault = Pick<ProblemDetails, "status" | "detail" | "errors">;

/** Turns every error into a problem document; what was not expected is logged, and the client learns nothing of it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    // #if graphql
    if (error instanceof GraphQLError) throw error;
    // #end
    const fault = toFault(error);
    if (fault.status >= 500) this.logger.error(error);
    const title = STATUS_CODES[fault.status] ?? "Error";
    // #if graphql
    if (host.getType<string>() === "graphql") {
      throw new GraphQLError(fault.detail ?? title, {
        extensions: { ...fault, code: toCode(title) },
      });
    }
    // #end
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const problem: ProblemDetails = { type: "about:blank", title, ...fault };
    response
      .status(fault.status)
      .type("application/problem+json")
      .send(JSON.stringify(problem));
  }
}

function toFault(error: unknown): Fault {
  if (error instanceof HttpException) return fromHttp(error);
  return toDatabaseFault(error) ?? fromMiddleware(error);
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
// #if graphql

/** `Not Found` becomes NOT_FOUND. */
function toCode(title: string): string {
  return title.toUpperCase().replaceAll(" ", "_");
}
// #end
