import { describe, expect, it } from 'vitest';
import { parsePorcelain } from './push.ts';
import { classifyRemoteFailure, remoteLines } from './remote-failure.ts';

const cases: readonly (readonly [string, string])[] = [
  ["fatal: could not read Username for 'https://gitlab.example': terminal prompts disabled", 'unauthorised'],
  [
    "remote: HTTP Basic: Access denied. The provided password or token is incorrect\nfatal: Authentication failed for 'https://gitlab.example/a.git/'",
    'unauthorised',
  ],
  [
    "remote: You are not allowed to push code to this project.\nfatal: unable to access 'https://gitlab.example/a.git/': The requested URL returned error: 403",
    'forbidden',
  ],
  [
    "remote: The project you were looking for could not be found or you don't have permission to view it.\nfatal: repository 'https://gitlab.example/a.git/' not found",
    'not-found',
  ],
  [
    "fatal: unable to access 'http://127.0.0.1:1/': Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server",
    'unreachable',
  ],
  ["fatal: unable to access 'https://nowhere.example/': Could not resolve host: nowhere.example", 'unreachable'],
  [
    "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none",
    'unreachable',
  ],
  ["fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate", 'unreachable'],
  ["fatal: unable to access 'https://x/': The requested URL returned error: 503", 'unreachable'],
  ['error: RPC failed; curl 18 transfer closed with outstanding read data remaining\nfatal: early EOF', 'unreachable'],
];

describe('classifyRemoteFailure', () => {
  it.each(cases)('maps %j to %s', (stderr, kind) => {
    expect(classifyRemoteFailure(stderr)?.kind).toBe(kind);
  });
  it('leaves what the remote did not cause to the caller', () => {
    expect(classifyRemoteFailure('fatal: bad object HEAD')).toBeUndefined();
    const refused = "fatal: remote error: filter 'blob:none' not supported\nfatal: the remote end hung up unexpectedly";
    expect(classifyRemoteFailure(refused)).toBeUndefined();
  });
  it('keeps the sentence that tells most', () => {
    expect(classifyRemoteFailure(cases[5]?.[0] ?? '')).toEqual({
      kind: 'unreachable',
      detail: "unable to access 'https://nowhere.example/': Could not resolve host: nowhere.example",
    });
  });
});

describe('remoteLines', () => {
  it("keeps the remote's sentences only", () => {
    const stderr =
      'remote: \nremote: GitLab: You are not allowed to push code to protected branches on this project.        \nremote: \nTo https://x\n ! [remote rejected]';
    expect(remoteLines(stderr)).toEqual([
      'GitLab: You are not allowed to push code to protected branches on this project.',
    ]);
    expect(remoteLines('fatal: x')).toEqual([]);
  });
});

describe('parsePorcelain', () => {
  it('reads refused refs and skips the others', () => {
    const stdout =
      'To http://x\n*\trefs/heads/a:refs/heads/a\t[new branch]\n!\tabc:refs/heads/main\t[remote rejected] (pre-receive hook declined)\nDone\n';
    expect(parsePorcelain(stdout)).toEqual([
      { ref: 'refs/heads/main', reason: '[remote rejected] (pre-receive hook declined)' },
    ]);
  });
});
