import { describe, expect, it } from 'vitest';
import { parseFault } from './parse-fault.ts';

describe('parseFault', () => {
  it('reads a fault from the command line', () => {
    expect(parseFault('{"path":"/discussions$","when":"after","times":2}')).toEqual({
      path: /\/discussions$/,
      when: 'after',
      times: 2,
    });
  });
  it('reads a mode', () => {
    expect(parseFault('{"mode":"read-only"}')).toEqual({ mode: 'read-only' });
  });
  it.each(['', '{', '{"mode":"sleepy"}', '{"when":"later"}', '{"path":"("}', '{"unknown":1}', '{"times":0}'])(
    'refuses %s',
    (text) => {
      expect(parseFault(text)).toBeUndefined();
    },
  );
});
