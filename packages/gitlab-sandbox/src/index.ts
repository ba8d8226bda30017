export type { Fault, Faults } from './faults.ts';
export type { LoggedRequest, RequestKind, RequestLog } from './request-log.ts';
export { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.ts';
export type { TokenName } from './state/seed.ts';
