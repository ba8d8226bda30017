export { ConfigError, parseConfig, type Config } from './config/config.ts';
export { createSecrets } from './config/secrets.ts';
export { findBuiltFiles, startServer, type RunningServer, type ServerFiles } from './start-server.ts';
export { StartupError } from './startup-error.ts';
