import { describe, expect, it } from 'vitest';
import { checkRepositoryName, toRepositoryPath } from './repository-name.ts';

describe('checkRepositoryName', () => {
  it.each(['Order Service', 'orders_2', 'Größe (neu)', '🚀 launch'])('accepts %s', (name) => {
    expect(checkRepositoryName(name)).toBeUndefined();
  });

  it.each(['', '  ', '-orders', 'a/b', 'x.git', 'feed.atom', '日本'])('refuses "%s"', (name) => {
    expect(checkRepositoryName(name)).toBeDefined();
  });
});

describe('toRepositoryPath', () => {
  it('is what GitLab makes of the name', () => {
    expect(toRepositoryPath('Order Service 2')).toBe('order-service-2');
  });
});
