import {
  randomBytes,
  scrypt as scryptCallback,
  timingSafeEqual,
  type ScryptOptions,
} from "node:crypto";
import { promisify } from "node:util";

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(
  scryptCallback,
);

/** OWASP's advice for scrypt: 32 MiB for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 2 ** 26 };
const LENGTH = 32;

/** What is stored of a password: its salt and hash. Nothing of nothing. */
export async function hashPassword<Given extends string | undefined>(
  password: Given,
): Promise<Given extends undefined ? undefined : string>;
export async function hashPassword(
  password: string | undefined,
): Promise<string | undefined> {
  if (password === undefined) return undefined;
  const salt = randomBytes(16);
  const hash = await scrypt(password.normalize("NFKC"), salt, LENGTH, COST);
  return `scrypt:${salt.toString("base64url")}:${hash.toString("base64url")}`;
}

/** Whether this is the password, in a time that does not depend on how wrong it is. */
export async function isPassword(
  password: string,
  stored: string,
): Promise<boolean> {
  const [, salt = "", hash = ""] = stored.split(":");
  const expected = Buffer.from(hash, "base64url");
  const actual = await scrypt(
    password.normalize("NFKC"),
    Buffer.from(salt, "base64url"),
    LENGTH,
    COST,
  );
  return expected.length === LENGTH && timingSafeEqual(actual, expected);
}
