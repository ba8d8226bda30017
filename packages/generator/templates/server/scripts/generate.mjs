// Makes the Prisma client. The Prisma CLI asks for its migration engine even
// here, where it is not run: naming any program keeps it from downloading one.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const prisma = dirname(require.resolve("prisma/package.json"));
const { status, error } = spawnSync(
  process.execPath,
  [join(prisma, "build", "index.js"), "generate", "--no-hints"],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      PRISMA_SCHEMA_ENGINE_BINARY:
        process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
    },
  },
);
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
