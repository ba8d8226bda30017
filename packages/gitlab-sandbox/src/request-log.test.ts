import { describe, expect, it } from 'vitest';
import { createRequestLog, operationOf } from './request-log.ts';

describe('operationOf', () => {
  it.each([
    ['GET', '/api/v4/projects/acme%2Fx/merge_requests/12?per_page=1', 'GET /projects/:id/merge_requests/:id'],
    [
      'POST',
      '/api/v4/projects/1/merge_requests/1/discussions/ab/notes',
      'POST /projects/:id/merge_requests/:id/discussions/:id/notes',
    ],
    ['POST', '/api/v4/projects/1/repository/commits/ab/revert', 'POST /projects/:id/repository/commits/:id/revert'],
    ['GET', '/api/v4/projects', 'GET /projects'],
    ['GET', '/api/v4/personal_access_tokens/self', 'GET /personal_access_tokens/self'],
    ['GET', '/a/b.git/info/refs?service=git-upload-pack', 'GET upload-pack refs'],
    ['POST', '/a/b.git/git-upload-pack', 'POST upload-pack'],
    ['GET', '/a/b.git/info/refs?service=git-receive-pack', 'GET receive-pack refs'],
    ['POST', '/a/b.git/git-receive-pack', 'POST receive-pack'],
    ['POST', '/oauth/token', 'POST /oauth/token'],
  ])('%s %s is %s', (method, path, operation) => {
    expect(operationOf(method, path)).toBe(operation);
  });
});

describe('createRequestLog', () => {
  it('counts by kind and operation, from the moment of arrival', () => {
    const log = createRequestLog();
    const end = log.begin({ method: 'GET', path: '/api/v4/projects/1?private_token=secret&x=1' });
    log.begin({ method: 'GET', path: '/api/v4/projects/2' });
    log.begin({ method: 'POST', path: '/a.git/git-upload-pack' });
    expect(log.list('rest').map(({ status }) => status)).toEqual([0, 0]);
    end({ status: 200, isCut: false });
    expect(log.count({ kind: 'rest', status: 200 })).toBe(1);
    expect(log.count({ method: 'GET', path: /projects\/2/ })).toBe(1);
    expect(log.operations()).toEqual({ 'GET /projects/:id': 2, 'POST upload-pack': 1 });
    expect(log.operations('git')).toEqual({ 'POST upload-pack': 1 });
    expect(log.list()[0]?.path).toBe('/api/v4/projects/1?private_token=***&x=1');
    log.clear();
    expect(log.count()).toBe(0);
  });
});
