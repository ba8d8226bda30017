export * from './auth.ts';
export * from './build.ts';
export * from './conflict.ts';
export * from './git.ts';
export * from './project.ts';
export * from './sync.ts';
export * from './webhook.ts';
