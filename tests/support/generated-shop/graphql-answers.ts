import { expect } from 'vitest';
import type { Answer, ApiClient, Body } from '../generated-service/api-client.ts';

interface Fault {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly extensions: { readonly code: string; readonly status?: number; readonly errors?: readonly Body[] };
}

export const errorsOf = ({ body }: Answer): readonly Fault[] => (body['errors'] ?? []) as readonly Fault[];
export const codesOf = (answer: Answer): readonly string[] => errorsOf(answer).map(({ extensions }) => extensions.code);
export const CREATE_PRODUCT = 'mutation ($data: CreateProductInput!) { createProduct(data: $data) { id price cost } }';

/** The data of an answer without errors. */
export async function ask(client: ApiClient, query: string, variables: Body = {}): Promise<Body> {
  const answer = await client.graphql(query, variables);
  expect(answer.body['errors'], answer.text).toBe(undefined);
  return answer.body['data'] as Body;
}
