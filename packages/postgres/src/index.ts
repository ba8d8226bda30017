export { claimFolder } from './claim-folder.ts';
export { canReach, findOwner } from './owner.ts';
export { PostgresError } from './postgres-error.ts';
export { startPostgres, type PostgresConnection, type RunningPostgres } from './start-postgres.ts';
