import {
  BadRequestException,
  Injectable,
  UnprocessableEntityException,
  ValidationPipe,
  type ArgumentMetadata,
  type ValidationError,
} from "@nestjs/common";
import { isDeeperThan, MOST_LEVELS } from "./nesting.js";
import type { ProblemItem } from "./problem-details.js";

/** Checks bodies (422) and query parameters (400) against their classes; unknown properties are refused. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) =>
        new UnprocessableEntityException({
          message: "The request holds values that are not valid.",
          errors: errors.flatMap((error) => toProblems(error, "")),
        }),
    });
  }

  override async transform(
    value: unknown,
    metadata: ArgumentMetadata,
  ): Promise<unknown> {
    const isNumber = metadata.metatype === Number;
    // Texts such as 0x1F would be numbers before ParseIdPipe sees them.
    if (metadata.type === "param" && isNumber) return value;
    // GraphQL calls its arguments a body, also an id alone.
    const isBody = metadata.type === "body" && metadata.metatype !== String;
    if (isBody && !isNumber && !isObject(value)) {
      throw new BadRequestException("The body must be a JSON object.");
    }
    if (isBody && isDeeperThan(value, MOST_LEVELS)) {
      throw new BadRequestException(
        `The request is nested too deeply: ${MOST_LEVELS} levels at most.`,
      );
    }
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      const isQuery = metadata.type === "query";
      throw isQuery && error instanceof UnprocessableEntityException
        ? new BadRequestException(error.getResponse())
        : error;
    }
  }
}

function toProblems(error: ValidationError, parent: string): ProblemItem[] {
  const path = parent === "" ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {});
  const children = error.children ?? [];
  return [
    ...own.map((message) => ({ path, message })),
    ...children.flatMap((child) => toProblems(child, path)),
  ];
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
