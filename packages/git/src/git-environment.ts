import { resolve } from 'node:path';
import { toRemoteConfig, type GitConfig, type GitRemote } from './git-remote.ts';

export interface GitEnvironmentOptions {
  readonly gitDir?: string | undefined;
  readonly remote?: GitRemote | undefined;
  readonly config?: GitConfig | undefined;
}

const hermeticConfig: GitConfig = [
  ['protocol.allow', 'never'],
  ['protocol.http.allow', 'always'],
  ['protocol.https.allow', 'always'],
  ['core.hooksPath', '/dev/null'],
  ['core.quotePath', 'false'],
  ['core.askPass', ''],
  ['core.fsmonitor', 'false'],
  ['credential.helper', ''],
  ['http.followRedirects', 'false'],
  ['protocol.version', '2'],
  // A pack above this size (git's own: 1 MB) goes up in pieces after a probe: one request more. git reserves the memory
  // but touches only what a pack fills.
  ['http.postBuffer', String(32 * 1024 * 1024)],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['merge.directoryRenames', 'false'],
  // git 2.43 and newer read `.gitattributes` of HEAD in a bare repository: the empty tree makes all versions answer alike.
  ['attr.tree', '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  ['safe.directory', '*'],
  ['advice.detachedHead', 'false'],
];

/**
 * The whole environment of a git process: nothing of the user's configuration, home, locale or credentials.
 * The remote's address and credential are in it, so that they are in no argument and in no file.
 * Without a remote, git never fetches a missing object by itself.
 */
export function gitEnvironment(options: GitEnvironmentOptions = {}): Record<string, string> {
  const remoteConfig = options.remote === undefined ? [] : toRemoteConfig(options.remote);
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    ...(process.env['TMPDIR'] === undefined ? {} : { TMPDIR: process.env['TMPDIR'] }),
    HOME: '/nonexistent',
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...(options.gitDir === undefined ? {} : { GIT_DIR: resolve(options.gitDir) }),
    ...toConfigVariables([...hermeticConfig, ...remoteConfig, ...(options.config ?? [])]),
  };
}

function toConfigVariables(config: GitConfig): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(config.length) };
  config.forEach(([key, value], index) => {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return variables;
}
