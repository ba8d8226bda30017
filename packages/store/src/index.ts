export * from './build-data.ts';
export * from './migrate.ts';
export * from './store.ts';
export * as tables from './tables/index.ts';
