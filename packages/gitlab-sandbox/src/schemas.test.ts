import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from './testing/open-sandbox.ts';
import { openProject, type TestProject } from './testing/test-project.ts';

/** The folder `spec/fixtures/api/schemas` of GitLab's sources, which are not ours to keep here. */
const folder = process.env['GITLAB_SCHEMAS_DIR'];

const base = 'https://schemas.example.com/';
/** Schemas that are older than the answers: only what they require holds. */
const onlyRequired = new Set(['project.json', 'projects.json', 'notes.json', 'members.json']);

describe.skipIf(folder === undefined)("GitLab's own schemas (GITLAB_SCHEMAS_DIR)", () => {
  let sandbox: TestSandbox;
  let project: TestProject;
  let ajv: Ajv;
  beforeAll(async () => {
    ajv = loadSchemas(folder ?? '');
    sandbox = await openSandbox();
    project = await openProject(sandbox);
    const one = { name: 'bug', color: '#ff0000' };
    await sandbox.call('POST', `${project.path}/labels`, { body: one });
    const milestone = await sandbox.call('POST', `${project.path}/milestones`, { body: { title: '1.0' } });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const userId = at((await sandbox.call('GET', '/user')).body, 'id');
    const more = {
      labels: 'bug',
      milestone_id: at(milestone.body, 'id'),
      assignee_ids: [userId],
      reviewer_ids: [userId],
    };
    await project.open('topic', more);
    await project.first('POST', '/notes', { body: 'Hello' });
    const sha = await project.tip('topic');
    await sandbox.call('POST', `${project.path}/statuses/${String(sha)}`, { body: { state: 'success', ref: 'topic' } });
    await sandbox.call('POST', `${project.path}/hooks`, {
      body: {
        url: 'http://127.0.0.1:9/',
        url_variables: [{ key: 'a', value: 'b' }],
        custom_headers: [{ key: 'X-A', value: 'b' }],
      },
    });
    const token = { name: 'bot', scopes: ['api'], expires_at: new Date(Date.now() + 864e5).toISOString().slice(0, 10) };
    await sandbox.call('POST', `${project.path}/access_tokens`, { body: token });
    await project.settled();
  });
  afterAll(() => sandbox.dispose());

  const validate = (schema: string, value: unknown): void => {
    const check: ValidateFunction | undefined = ajv.getSchema(`${base}public_api/v4/${schema}`);
    if (check === undefined) throw new Error(`There is no schema ${schema}.`);
    expect(check(value) ? [] : check.errors, `${schema}: ${JSON.stringify(value).slice(0, 400)}`).toEqual([]);
  };

  it.each([
    ['branches.json', '/repository/branches'],
    ['branch.json', '/repository/branches/main'],
    ['commits.json', '/repository/commits'],
    ['commit/detail.json', '/repository/commits/main'],
    ['merge_request.json', '/merge_requests/1'],
    ['commits.json', '/merge_requests/1/commits'],
    ['pipelines.json', '/merge_requests/1/pipelines'],
    ['notes.json', '/merge_requests/1/notes'],
    ['user/basics.json', '/merge_requests/1/participants'],
    ['members.json', '/members/all'],
    ['project.json', ''],
    ['project/identity.json', ''],
    ['project_hooks.json', '/hooks'],
    ['resource_access_tokens.json', '/access_tokens'],
  ])('%s describes GET /projects/:id%s', async (schema, path) => {
    const answer = await sandbox.call('GET', `${project.path}${path}`);
    expect(answer.status).toBe(200);
    if (Array.isArray(answer.body)) expect(answer.body).not.toEqual([]);
    validate(schema, answer.body);
  });

  it.each([
    ['metadata.json', '/metadata'],
    ['metadata.json', '/version'],
    ['user/public.json', '/user'],
    ['projects.json', '/projects?simple=true'],
    ['user/basics.json', '/users'],
  ])('%s describes GET %s', async (schema, path) => validate(schema, (await sandbox.call('GET', path)).body));

  it('describe lists of merge requests, each item by itself, and simple ones', async () => {
    for (const one of (await sandbox.call('GET', `${project.path}/merge_requests`)).body as unknown[]) {
      validate('merge_request.json', one);
    }
    for (const one of (await sandbox.call('GET', `${project.path}/merge_requests?view=simple`)).body as unknown[]) {
      validate('merge_request_simple.json', one);
    }
    const detailed = await sandbox.call('GET', `${project.path}/repository/commits?with_stats=true`);
    for (const one of detailed.body as unknown[]) validate('commit/with_stats.json', one);
  });

  it('describe what was just made, changed and merged', async () => {
    const commit = await project.change('other', 'b.txt', 'b\n', 'main');
    validate('commit/detail.json', commit.body);
    const branch = { branch: 'third', ref: 'main' };
    validate('branch.json', (await sandbox.call('POST', `${project.path}/repository/branches`, { body: branch })).body);
    validate('merge_request.json', (await project.open('other')).body);
    validate('merge_request.json', (await project.first('PUT', '', { title: 'Changed' })).body);
    await project.settled();
    validate('merge_request.json', (await project.first('PUT', '/merge')).body);
    const hook = { url: 'http://127.0.0.1:9/' };
    validate('project_hook.json', (await sandbox.call('POST', `${project.path}/hooks`, { body: hook })).body);
  });

  it('describe the head pipeline and the milestone of a merge request', async () => {
    const { body } = await project.first('GET');
    validate('pipeline/detail.json', at(body, 'head_pipeline'));
    validate('milestone.json', at(body, 'milestone'));
    validate('merge_request_author.json', at(body, 'author'));
  });
});

function loadSchemas(root: string): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const name of ['date', 'date-time', 'uri'] as const) ajv.addFormat(name, fullFormats[name]);
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const path = relative(root, join(root, file)).replaceAll('\\', '/');
    // GitLab's own slip of the pen: the type "string ".
    const text = readFileSync(join(root, file), 'utf8').replaceAll('"string "', '"string"');
    const schema = JSON.parse(text) as Record<string, unknown>;
    ajv.addSchema({ ...repair(path, schema), $id: `${base}${path}` });
  }
  return ajv;
}

function repair(path: string, schema: Record<string, unknown>): Record<string, unknown> {
  const name = path.replace('public_api/v4/', '');
  if (onlyRequired.has(name)) return keepRequired(schema) as Record<string, unknown>;
  // Since 19.0 a hook says these, too.
  const news = {
    token_present: { type: 'boolean' },
    signing_token_present: { type: 'boolean' },
    milestone_events: { type: 'boolean' },
  };
  if (name === 'project_hook.json') return { ...schema, properties: { ...(schema['properties'] as object), ...news } };
  // Days are no moments, whatever the schema says.
  if (name === 'milestone.json')
    return JSON.parse(JSON.stringify(schema).replaceAll('date-time', 'date')) as Record<string, unknown>;
  return schema;
}

function keepRequired(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const { type, required, items } = schema as Record<string, unknown>;
  return {
    type,
    ...(required === undefined ? {} : { required }),
    ...(items === undefined ? {} : { items: keepRequired(items) }),
  };
}
