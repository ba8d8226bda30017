export { connectRepository } from './connect-repository.ts';
export { enterAsDemo, signInDemo, type DemoClient } from './demo-client.ts';
export { findFreePort } from './free-port.ts';
export { startGeneratedService, type RunningService } from './generated-service/run-generated-service.ts';
export { createPlainBrowser } from './plain-browser.ts';
export { readBranchFile, writeBranchFile } from './sandbox-files.ts';
export { enterProgram, startProgram, type Program } from './start-program.ts';
export { startStack, type Stack } from './start-stack.ts';
export { createTestDatabase, openStore, type TestDatabase } from './test-database.ts';
