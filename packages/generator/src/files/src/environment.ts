import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { existsSync } from "node:fs";

/** The settings of the service, read once at start. */
export class Environment {
  constructor(
    readonly databaseUrl: string,
    readonly host: string,
    readonly port: number,
    /** Origins that browsers may call from; none means that CORS stays closed. */
    readonly corsOrigins: string[],
    readonly isProduction: boolean,
  ) {}
}

/** Reads the environment (and \`.env\`, which never overrides it). All faults are reported at once. */
export function readEnvironment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { DATABASE_URL, HOST, PORT, CORS_ORIGINS, NODE_ENV } = process.env;
  const databaseUrl = DATABASE_URL ?? "";
  const port = Number(PORT ?? "3000");
  const corsOrigins = (CORS_ORIGINS ?? "")
    .split(",")
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "");

  const faults: string[] = [];
  if (!/^postgres(ql)?:\\/\\//.test(databaseUrl)) {
    faults.push("DATABASE_URL must be a postgresql:// address.");
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535 || PORT === "") {
    faults.push("PORT must be a whole number from 0 to 65535.");
  }
  for (const origin of corsOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      faults.push(
        \`CORS_ORIGINS: "\${origin}" is not an origin such as https://example.com.\`,
      );
    }
  }
  if (faults.length > 0) {
    throw new Error(["The environment is not valid:", ...faults].join("\\n- "));
  }
  return new Environment(
    databaseUrl,
    HOST ?? "0.0.0.0",
    port,
    corsOrigins,
    NODE_ENV === "production",
  );
}
`;

/** `src/environment.ts`: the settings, checked at start. */
export function environmentFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/environment.ts', 'environment', TEXT);
}
