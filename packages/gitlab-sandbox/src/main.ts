import { parseArgs } from 'node:util';
import { parseFault } from './parse-fault.ts';
import { startSandbox } from './start-sandbox.ts';

const usage =
  'Usage: gitlab-sandbox --data DIR [--host HOST] [--port 4000] [--redirect-uri URI]... [--seed none|demo|large] [--latency MS] [--rate-limit N] [--fault JSON]...';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4000' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: 'demo' },
    latency: { type: 'string', default: '0' },
    'rate-limit': { type: 'string', default: '0' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const port = Number(values.port);
const latencyMs = Number(values.latency);
const rateLimit = Number(values['rate-limit']);
const faults = values.fault.map(parseFault);
const { data, seed } = values;
const isWrong = !Number.isInteger(port) || !(latencyMs >= 0) || !(rateLimit >= 0) || faults.includes(undefined);
if (data === undefined || isWrong || (seed !== 'none' && seed !== 'demo' && seed !== 'large')) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const sandbox = await startSandbox({
  host: values.host,
  port,
  dataDir: data,
  redirectUris: values['redirect-uri'],
  seed,
  latencyMs,
  rateLimit,
  log: (line) => void process.stderr.write(`${line}\n`),
});
for (const fault of faults) if (fault !== undefined) sandbox.faults.add(fault);
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
