import { PostgresError } from '@amplication/postgres';
import { ConfigError, parseConfig } from './config/config.ts';
import { chooseDataDirectory } from './choose-data-directory.ts';
import { findBuiltFiles, startServer } from './start-server.ts';
import { StartupError } from './startup-error.ts';

/** Starts, says where everything is, and stops in order when told to. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = parseConfig(process.env, chooseDataDirectory(process.cwd()));
  let stopRequested: (() => void) | undefined;
  const stopping = new Promise<void>((resolve) => (stopRequested = resolve));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // A second signal ends the process at once: whoever sends it does not want to wait.
      process.once(signal, () => process.exit(1));
      stopRequested?.();
    });
  }
  const server = await startServer(config, {
    ...findBuiltFiles(import.meta.url),
    report: (progress) => console.log(`- ${progress}`),
  });
  console.log(
    [
      '',
      `Amplication is ready after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`,
      `  Web UI          ${server.url}`,
      `  API             ${server.url}/api/v1/openapi.json`,
      ...(server.sandbox === undefined
        ? ['  Sign in         create an account on the first page']
        : [
            `  GitLab sandbox  ${server.sandbox.url}`,
            `  Sandbox token   ${server.sandbox.tokens.owner}  (its user demo, for git and the API)`,
            '  Sign in         press "Continue as the demo user" on the first page (no password)',
          ]),
      `  Data            ${config.databaseUrl === undefined ? config.dataDirectory : 'the database of DATABASE_URL'}`,
      '',
      'Stop with Ctrl-C.',
    ].join('\n'),
  );
  await stopping;
  console.log('\nStopping …');
  await server.stop();
  console.log('Stopped.');
  process.exit(0);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof StartupError || error instanceof PostgresError;
  console.error(isExpected ? `\nAmplication cannot start.\n${error.message}` : error);
  process.exit(1);
});
