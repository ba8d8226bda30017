import { expect, it } from 'vitest';
import { findProxy } from './proxy.ts';

const proxies = { http: 'http://plain:1', https: 'http://secure:2', none: 'example.com, .internal,gitlab.test:8443' };

it.each([
  ['https://gitlab.com', 'http://secure:2'],
  ['http://gitlab.com', 'http://plain:1'],
  ['https://example.com', undefined],
  ['https://git.example.com/gitlab', undefined],
  ['https://notexample.com', 'http://secure:2'],
  ['https://git.internal', undefined],
  ['https://gitlab.test:8443', undefined],
  ['https://gitlab.test', 'http://secure:2'],
])('%s goes by %s', (url, proxy) => expect(findProxy(proxies, url)).toBe(proxy));

it('goes directly everywhere where the operator says so', () => {
  expect(findProxy({ ...proxies, none: '*' }, 'https://gitlab.com')).toBeUndefined();
});
