import { expect } from 'vitest';
import type { ApiClient, Body } from '../generated-service/api-client.ts';
import type { SampleEntity } from './sample-entity.ts';
import { toBody } from './smoke-rest.ts';

/** The same as over REST, by queries and mutations. */
export async function smokeGraphql(client: ApiClient, sample: SampleEntity): Promise<void> {
  const { name, accessor, plural, text } = sample;
  const ask = async (query: string, variables: Body = {}): Promise<unknown> => {
    const { body } = await client.graphql(query, variables);
    expect(body['errors'], query).toBeUndefined();
    return body['data'];
  };
  const record = `{ id: ${sample.id} text: ${text.property} }`;
  const created = (await ask(`mutation ($data: Create${name}Input!) { create${name}(data: $data) ${record} }`, {
    data: toBody(sample),
  })) as Readonly<Record<string, { readonly id: string | number }>>;
  const id = created[`create${name}`]?.id;
  const found = { id, text: 'Sample' };
  expect(created).toEqual({ [`create${name}`]: found });
  const key = `id: ${JSON.stringify(id)}`;
  expect(await ask(`{ ${accessor}(${key}) ${record} }`)).toEqual({ [accessor]: found });
  const list = `query ($where: ${name}WhereInput) { ${plural}(where: $where, take: 2) { total items ${record} } }`;
  expect(await ask(list, { where: { [text.property]: { contains: 'amp' } } })).toEqual({
    [plural]: { total: 1, items: [found] },
  });
  const change = `mutation { update${name}(${key}, data: { ${text.property}: "Change" }) ${record} }`;
  expect(await ask(change)).toEqual({ [`update${name}`]: { id, text: 'Change' } });
  expect(await ask(`mutation { delete${name}(${key}) { ${sample.id} } }`)).toBeTruthy();
  expect(await ask(`{ ${plural} { total } }`)).toEqual({ [plural]: { total: 0 } });
}
