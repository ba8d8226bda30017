export { connectRepository } from './connect-repository.ts';
export { enterAsDemo, signInDemo, type DemoClient } from './demo-client.ts';
export { findFreePort } from './free-port.ts';
export { installModules } from './generated-service/install-modules.ts';
export { machineEnvironment, runCommand } from './generated-service/run-command.ts';
export {
  buildGeneratedServer,
  runGeneratedServer,
  runScript,
  startGeneratedService,
} from './generated-service/run-generated-service.ts';
export { startScript, type RunningService } from './generated-service/start-script.ts';
export { writeService, type WrittenService } from './generated-service/write-service.ts';
export { createPlainBrowser } from './plain-browser.ts';
export { readBranchFile, writeBranchFile } from './sandbox-files.ts';
export { enterProgram, startProgram, type Program } from './start-program.ts';
export { startStack, type Stack } from './start-stack.ts';
export { createTestDatabase, openStore, type TestDatabase } from './test-database.ts';
export { describeEnd } from './sync-stack/describe-end.ts';
export { openFullStage } from './sync-stack/full-stage.ts';
export { countMoments, killSync, type KillTime } from './sync-stack/kill-sync.ts';
export { listOtherRefs, onlySyncBranch } from './sync-stack/list-refs.ts';
export { hasMariaDb, startMariaDb, type MariaDb } from './maria-db.ts';
export { openMachine, type Machine } from './sync-stack/machine.ts';
export { openStory, toVersion, type Story } from './sync-stack/open-story.ts';
export { openSyncStack, type StackProject, type SyncStack } from './sync-stack/open-sync-stack.ts';
export { readOutcome, type Outcome } from './sync-stack/read-outcome.ts';
export { openRemote, type RemoteRepository } from './sync-stack/remote-repository.ts';
export { generate, generateAgain, generateAndSync, runSync, type SyncRepositoryJob } from './sync-stack/run-jobs.ts';
export { watchProcesses, type ProcessWatch } from './sync-stack/watch-processes.ts';
