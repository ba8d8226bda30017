export * from './generate-service.ts';
export * from './generator-version.ts';
export * from './identifiers-of.ts';
export { RenderCache } from './render-cache.ts';
export * from './plugins/index.ts';
