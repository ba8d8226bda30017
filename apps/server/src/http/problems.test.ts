import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '@amplication/contract';
import { REFUSALS, Refusal, type RefusalCode } from '@amplication/domain';
import { handleError } from './problems.ts';

describe('what a handler throws', () => {
  let app: FastifyInstance | undefined;
  afterEach(async () => app?.close());

  const logged: string[] = [];
  const openApp = (handler: () => Promise<unknown> = async () => 'done'): FastifyInstance => {
    logged.length = 0;
    app = Fastify({
      bodyLimit: 100,
      logger: { level: 'error', stream: { write: (line: string) => void logged.push(line) } },
    });
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.setErrorHandler(handleError);
    const body = z.object({
      name: z.string().min(2, 'Longer.'),
      fields: z.array(z.object({ name: z.string() })).default([]),
    });
    app.post('/', { schema: { body, response: { 200: z.string() } } }, handler);
    return app;
  };
  const post = async (instance: FastifyInstance, payload: string, type = 'application/json') => {
    const response = await instance.inject({ method: 'POST', url: '/', headers: { 'content-type': type }, payload });
    return { status: response.statusCode, type: response.headers['content-type'], body: response.json<unknown>() };
  };
  const fine = JSON.stringify({ name: 'Store' });

  it.each(Object.entries(REFUSALS) as [RefusalCode, number][])(
    'is told by its code: %s is %i',
    async (code, status) => {
      const problems = [{ path: 'name', message: 'Taken.' }];
      const answer = await post(
        openApp(async () => Promise.reject(new Refusal(code, 'A sentence.', problems))),
        fine,
      );
      expect(answer.status).toBe(status);
      expect(answer.type).toMatch(/^application\/problem\+json/u);
      expect(problemSchema.parse(answer.body)).toMatchObject({
        type: `urn:amplication:problem:${code}`,
        status,
        code,
        detail: 'A sentence.',
        problems,
      });
      expect(logged).toEqual([]);
    },
  );

  it('is a fault of ours otherwise: logged once under its id, with nothing of it in the answer', async () => {
    const { status, body } = await post(
      openApp(async () => Promise.reject(new Error('connect to db with password hunter2'))),
      fine,
    );
    const problem = problemSchema.parse(body);
    expect(status).toBe(500);
    expect(problem).toMatchObject({ code: 'internal_error', detail: expect.stringContaining(problem.requestId) });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(problem.requestId);
  });

  it('is a fault of ours too where the answer does not keep to its own schema', async () => {
    expect(
      await post(
        openApp(async () => 7),
        fine,
      ),
    ).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  });

  it('names each field of the input that is not valid', async () => {
    const { status, body } = await post(openApp(), JSON.stringify({ name: 'a', fields: [{ name: 'x' }, {}] }));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_input', detail: 'The input is not valid. name: Longer.' });
    expect(problemSchema.parse(body).problems.map(({ path }) => path)).toEqual(['name', 'fields.1.name']);
  });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'invalid_input'],
    ['an empty body', '', 'application/json', 400, 'invalid_input'],
    ['a body that is too large', JSON.stringify({ name: 'a'.repeat(200) }), 'application/json', 413, 'body_too_large'],
    ['another type of body', '<a/>', 'application/xml', 415, 'unsupported_media_type'],
  ])('is told for %s', async (_what, payload, type, status, code) => {
    const answer = await post(openApp(), payload, type);
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(answer.body)).toMatchObject({ code, status });
    expect(logged).toEqual([]);
  });
});
