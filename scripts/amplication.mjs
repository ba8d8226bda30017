// `npm run amplication -- generate model.json --out DIR`: the command line, with paths as seen from where it was typed.
import { runProgram } from './run-program.mjs';

process.chdir(process.env.INIT_CWD ?? process.cwd());
await runProgram('amplication', console.error);
