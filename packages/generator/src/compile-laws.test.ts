import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileModels, listUntrueDocuments } from './testing/compile-models.ts';
import { everyKindModel } from './testing/models.ts';
import { everyOfferModel } from './testing/offered-actions.ts';
import { anyModel } from './testing/random-models.ts';

/** `GENERATOR_MODELS=100` looks longer; each model costs about three seconds. */
const MODELS = Number(process.env['GENERATOR_MODELS'] ?? 4);
/** Every kind of field over every kind of database, and every set of actions, for all and for whoever signed in. */
const KNOWN = [
  everyKindModel(),
  everyKindModel(63, 'mysql'),
  everyOfferModel({ kind: 'public' }),
  everyOfferModel({ kind: 'all-roles' }),
];
const SEED = Number(process.env['LAWS_SEED'] ?? 1);

it('whatever the model, its code type-checks', { timeout: 3_600_000 }, async () => {
  const models = fc.sample(anyModel, { numRuns: MODELS, seed: SEED });
  expect(await compileModels([...KNOWN, ...models])).toEqual([]);
});

it(
  'whatever the model, openapi.json and schema.graphql are what its server serves',
  { timeout: 3_600_000 },
  async () => {
    const models = fc.sample(anyModel, { numRuns: Math.ceil(MODELS / 2), seed: SEED });
    expect(await listUntrueDocuments([...KNOWN, ...models])).toEqual([]);
  },
);
