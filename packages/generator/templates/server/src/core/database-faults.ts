import { Prisma } from "../prisma/client/client.js";
import type { ProblemDetails } from "./problem-details.js";

type Fault = Pick<ProblemDetails, "status" | "detail" | "errors">;

const FAULTS: Record<string, Fault> = {
  P2000: { status: 422, detail: "A value is too long." },
  P2003: {
    status: 409,
    detail: "A related record does not exist, or others still point here.",
  },
  P2014: { status: 409, detail: "Other records still need this one." },
  P2018: { status: 409, detail: "A related record does not exist." },
  P2020: { status: 422, detail: "A number is out of range." },
  P2025: { status: 404, detail: "There is no such record." },
  P2034: {
    status: 409,
    detail: "The record was changed meanwhile: try again.",
  },
};

/** What the database refuses, as a client may see it. */
export function toDatabaseFault(error: unknown): Fault | undefined {
  const isKnown = error instanceof Prisma.PrismaClientKnownRequestError;
  if (!isKnown) return undefined;
  if (error.code === "P2002") return toDuplicate(error);
  return FAULTS[error.code] ?? { status: 500 };
}

function toDuplicate(error: Prisma.PrismaClientKnownRequestError): Fault {
  const message = "Another record has this value already.";
  const errors = fieldsOf(error).map((path) => ({ path, message }));
  return { status: 409, detail: message, errors };
}

/** The columns of the broken constraint, as the driver tells them. */
function fieldsOf(error: Prisma.PrismaClientKnownRequestError): string[] {
  const meta = error.meta as
    | {
        target?: unknown;
        driverAdapterError?: {
          cause?: { constraint?: { fields?: unknown } };
        };
      }
    | undefined;
  const fields =
    meta?.driverAdapterError?.cause?.constraint?.fields ?? meta?.target;
  return Array.isArray(fields)
    ? fields.map((field) => String(field).replaceAll('"', ""))
    : [];
}
