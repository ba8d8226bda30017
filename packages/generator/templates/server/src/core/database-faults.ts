import { Prisma } from "../prisma/client/client.js";
// #if uniques
import type { ProblemDetails, ProblemItem } from "./problem-details.js";
// #else
import type { ProblemDetails } from "./problem-details.js";
// #end
// #if uniques
import { UNIQUE_KEYS } from "./unique-keys.js";
// #end

type Fault = Pick<ProblemDetails, "status" | "detail" | "errors">;

const TAKEN = "Another record has this value already.";
const UNRELATED: Fault = {
  status: 409,
  detail: "A related record does not exist.",
};

const FAULTS: Record<string, Fault> = {
  P2000: { status: 422, detail: "A value is too long." },
  P2002: { status: 409, detail: TAKEN },
  P2003: {
    status: 409,
    detail: "A related record does not exist, or others still point here.",
  },
  P2014: { status: 409, detail: "Other records still need this one." },
  P2018: UNRELATED,
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
  // Prisma tells this only of records to connect: the one that was addressed is there.
  if (error.code === "P2025" && error.meta?.["expectedRows"] !== undefined) {
    return UNRELATED;
  }
  const fault = FAULTS[error.code] ?? { status: 500 };
  // #if uniques
  if (error.code === "P2002") return { ...fault, errors: takenBy(error) };
  // #end
  return fault;
}
// #if uniques

/** The properties whose values another record has: the driver names their index. */
function takenBy(error: Prisma.PrismaClientKnownRequestError): ProblemItem[] {
  const meta = error.meta as
    | { driverAdapterError?: { cause?: { constraint?: { index?: string } } } }
    | undefined;
  const index = meta?.driverAdapterError?.cause?.constraint?.index ?? "";
  const properties = UNIQUE_KEYS[index] ?? [];
  return properties.map((path) => ({ path, message: TAKEN }));
}
// #end
