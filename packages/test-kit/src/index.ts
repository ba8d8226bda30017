export { findFreePort } from './free-port.ts';
export { startGeneratedService, type RunningService } from './generated-service/run-generated-service.ts';
export { readBranchFile, writeBranchFile } from './sandbox-files.ts';
export { signInDemo, startStack, type Stack } from './start-stack.ts';
export { createTestDatabase, openStore, type TestDatabase } from './test-database.ts';
