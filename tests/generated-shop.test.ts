import type { DatabaseKind } from '@amplication/domain';
import { hasMariaDb } from '@amplication/test-kit';
import { afterAll, beforeAll, describe } from 'vitest';
import { testDescription } from './support/generated-shop/description.ts';
import { testFiles } from './support/generated-shop/files.ts';
import { testGraphql } from './support/generated-shop/graphql.ts';
import { testGraphqlRefusals } from './support/generated-shop/graphql-refusals.ts';
import { testLists } from './support/generated-shop/lists.ts';
import { testManners } from './support/generated-shop/manners.ts';
import { openShop, type Shop } from './support/generated-shop/open-shop.ts';
import { testPages } from './support/generated-shop/pages.ts';
import { testPermissions } from './support/generated-shop/permissions.ts';
import { testRelations } from './support/generated-shop/relations.ts';
import { testSessions } from './support/generated-shop/sessions.ts';
import { testValues } from './support/generated-shop/values.ts';

/** The generated shop as its users meet it: over HTTP, against a real database. */
describe('the generated shop over PostgreSQL', () => testShop('postgresql'));
describe.skipIf(!hasMariaDb())('the generated shop over MariaDB (skipped where there is no mariadbd)', () =>
  testShop('mysql'),
);

function testShop(kind: DatabaseKind): void {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(kind);
  }, 300_000);
  afterAll(() => shop.close());
  const open = (): Shop => shop;

  describe('values', () => testValues(open));
  describe('lists', () => testLists(open));
  describe('lists in pages', () => testPages(open));
  describe('relations', () => testRelations(open));
  describe('permissions', () => testPermissions(open));
  describe('sessions', () => testSessions(open));
  describe('files', () => testFiles(open));
  describe('GraphQL', () => testGraphql(open));
  describe('GraphQL', () => testGraphqlRefusals(open));
  describe('the OpenAPI document', () => testDescription(open));
  describe('manners', () => testManners(open));
}
