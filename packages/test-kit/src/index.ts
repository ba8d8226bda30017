export { findFreePort } from './free-port.ts';
export { signInDemo, startStack, type Stack } from './start-stack.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
