import { describe, expect, it } from 'vitest';
import { EVENT_PATHS, OAUTH_CALLBACK_PATH, nothing, route, routes, type Route } from '../index.ts';

const all: readonly Route[] = Object.values(routes);

describe('the routes', () => {
  it('are known by the id that is their name', () => {
    expect(Object.entries(routes).filter(([name, { id }]) => name !== id)).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('have a method and a path that no other route has', () => {
    const addresses = all.map(({ method, path }) => `${method} ${path.replace(/:\w+/gu, ':')}`);
    addresses.push(
      ...[...Object.values(EVENT_PATHS), OAUTH_CALLBACK_PATH].map((path) => `GET ${path.replace(/:\w+/gu, ':')}`),
    );
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  it.each(all)('have exactly the parameters of their path: $id', ({ path, params }) => {
    const named = [...path.matchAll(/:(\w+)/gu)].map(([, name]) => name);
    const declared = 'shape' in params ? Object.keys(params.shape as object) : [];
    expect(new Set(declared)).toEqual(new Set(named));
  });

  it('read nothing but the address on GET and DELETE', () => {
    const readers = all.filter(({ method }) => method === 'GET' || method === 'DELETE');
    expect(readers.filter(({ body }) => body !== nothing)).toEqual([]);
  });

  it('answer 204 exactly where they answer nothing', () => {
    expect(all.filter(({ status, answer }) => (status === 204) !== (answer === nothing))).toEqual([]);
  });

  it('let in nobody who is not signed in, but to sign in', () => {
    const open = all.filter(({ access }) => access === 'public').map(({ id }) => id);
    expect(open.toSorted()).toEqual(['demoSignIn', 'signIn', 'signInOptions', 'signOut', 'signUp']);
  });
});

it('has the status that its method and answer suggest, unless it says another', () => {
  const declaration = { id: 'x', path: '/x', summary: 'X', tag: 'X' };
  expect(route({ ...declaration, method: 'POST' }).status).toBe(204);
  expect(route({ ...declaration, method: 'POST', answer: nothing }).status).toBe(201);
  expect(route({ ...declaration, method: 'GET', answer: nothing }).status).toBe(200);
  expect(route({ ...declaration, method: 'POST', status: 202 }).status).toBe(202);
  expect(route({ ...declaration, method: 'GET' }).access).toBe('user');
});
