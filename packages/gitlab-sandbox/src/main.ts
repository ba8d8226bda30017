import { parseArgs } from 'node:util';
import { startSandbox } from './start-sandbox.ts';

const usage = 'Usage: gitlab-sandbox --data DIR [--host HOST] [--port 4000] [--redirect-uri URI]... [--seed none|demo]';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4000' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: 'demo' },
  },
});
const port = Number(values.port);
const { data, seed } = values;
if (data === undefined || !Number.isInteger(port) || (seed !== 'none' && seed !== 'demo')) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const sandbox = await startSandbox({
  host: values.host,
  port,
  dataDir: data,
  redirectUris: values['redirect-uri'],
  seed,
  log: (line) => void process.stderr.write(`${line}\n`),
});
const { url, groups, users, tokens, oauthApplication } = sandbox;
process.stdout.write(`${JSON.stringify({ url, groups, users, tokens, oauthApplication })}\n`);

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void sandbox.stop().then(() => process.exit(0));
  });
}
