// `npm start`: everything from a fresh clone to the running product.
import { root } from './install.mjs';
import { runProgram } from './run-program.mjs';

process.chdir(root);
await runProgram('server', console.log);
