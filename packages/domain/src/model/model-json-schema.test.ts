import { expect, it } from 'vitest';
import { toModelJsonSchema } from './model-json-schema.ts';

it('is published as docs/model.schema.json (`npx vitest run -u` in this folder records it anew)', async () => {
  const text = `${JSON.stringify(toModelJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/model.schema.json');
});
