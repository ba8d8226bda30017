import { expect } from 'vitest';
import type { ApiClient } from '../generated-service/api-client.ts';
import type { SampleEntity } from './sample-entity.ts';

/** Creates, reads, finds, changes and deletes a record over REST. */
export async function smokeRest(client: ApiClient, sample: SampleEntity): Promise<void> {
  const { route, text } = sample;
  const values = toBody(sample);
  const record = await client.create(route, values);
  const path = `${route}/${String(record[sample.id])}`;
  expect(await client.get(path)).toMatchObject({ status: 200, body: values });
  expect((await client.get(route)).body).toMatchObject({ total: 1, items: [values] });
  expect(await client.find(route, { [text.property]: { startsWith: 'Sam' } })).toMatchObject([values]);
  expect(await client.find(route, { [text.property]: { equals: 'other' } })).toEqual([]);
  const change = { [text.property]: 'Change' };
  expect(await client.patch(path, change)).toMatchObject({ status: 200, body: change });
  expect((await client.delete(path)).status).toBe(204);
  expect((await client.get(path)).status).toBe(404);
}

/** What a record is created with. */
export function toBody({ values }: SampleEntity): Readonly<Record<string, unknown>> {
  return Object.fromEntries(values.map(({ property, value }) => [property, value]));
}
