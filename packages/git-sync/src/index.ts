export type * from './ports.ts';
export { syncRepository } from './sync-repository.ts';
