// `npm run sandbox -- --port 4000 --data DIR`: the GitLab sandbox alone. Its JSON line is the first on stdout that begins with {.
import { runProgram } from './run-program.mjs';

await runProgram('sandbox', console.error);
