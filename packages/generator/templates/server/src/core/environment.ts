import { existsSync } from "node:fs";

/** The settings of the service, read once at start. */
export class Environment {
  constructor(
    readonly databaseUrl: string,
    readonly host: string,
    readonly port: number,
    /** Origins that browsers may call from; none means that CORS stays closed. */
    readonly corsOrigins: string[],
    /** Requests that one address may send in a minute. */
    readonly requestsPerMinute: number,
    /** How many proxies in front of the service are trusted to name the client's address. */
    readonly trustedProxies: number,
    readonly isProduction: boolean,
    // #if auth
    /** Signs access tokens. */
    readonly tokenSecret: string,
    // #end
    // #if files
    /** Folder of uploaded files, or the bucket that holds them. */
    readonly storage: StorageSettings,
    // #end
  ) {}
}
// #if files

/** Where uploaded files are kept. */
export type StorageSettings =
  | { kind: "local"; folder: string }
  | { kind: "s3"; bucket: string; region: string; endpoint?: string };
// #end

/** Reads the environment (and `.env`, which never overrides it). All faults are reported at once. */
export function readEnvironment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const faults: string[] = [];
  const environment = new Environment(
    readDatabaseUrl(faults),
    process.env.HOST ?? "0.0.0.0",
    readNumber("PORT", 3000, 65535, faults),
    readOrigins(faults),
    readNumber("REQUESTS_PER_MINUTE", 600, 1_000_000, faults),
    readNumber("TRUSTED_PROXIES", 0, 10, faults),
    process.env.NODE_ENV === "production",
    // #if auth
    readTokenSecret(faults),
    // #end
    // #if files
    readStorage(),
    // #end
  );
  if (faults.length > 0) {
    throw new Error(["The environment is not valid:", ...faults].join("\n- "));
  }
  return environment;
}

function readDatabaseUrl(faults: string[]): string {
  const url = process.env.DATABASE_URL ?? "";
  if (!/^__SCHEME__:\/\//.test(url)) {
    faults.push("DATABASE_URL must be a __DATABASE__:// address.");
  }
  return url;
}

function readNumber(
  name: string,
  otherwise: number,
  largest: number,
  faults: string[],
): number {
  const text = process.env[name];
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0 || value > largest || text === "") {
    faults.push(`${name} must be a whole number from 0 to ${largest}.`);
  }
  return value;
}

function readOrigins(faults: string[]): string[] {
  const origins = (process.env.CORS_ORIGINS ?? "")
    .split(",")
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "");
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      faults.push(
        `CORS_ORIGINS: "${origin}" is not an origin such as https://example.com.`,
      );
    }
  }
  return origins;
}
// #if auth

function readTokenSecret(faults: string[]): string {
  const secret = process.env.TOKEN_SECRET ?? "";
  if (secret.length < 32) {
    faults.push(
      "TOKEN_SECRET must have at least 32 random characters: `openssl rand -base64 48` makes some.",
    );
  }
  return secret;
}
// #end
// #if files

function readStorage(): StorageSettings {
  const { S3_BUCKET, S3_REGION, S3_ENDPOINT, STORAGE_FOLDER } = process.env;
  if (S3_BUCKET === undefined || S3_BUCKET === "") {
    return { kind: "local", folder: STORAGE_FOLDER ?? "storage" };
  }
  return {
    kind: "s3",
    bucket: S3_BUCKET,
    region: S3_REGION ?? "us-east-1",
    ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT }),
  };
}
// #end
