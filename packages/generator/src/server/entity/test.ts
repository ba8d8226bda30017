import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { arrayOf, hardLine, headed, join, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { fixtureName, hasFixture, idNameOf } from './fixture.ts';
import { isOffered } from './handlers.ts';
import { entityPaths } from './paths.ts';

const ABSENT = {
  uuid: '00000000-0000-4000-8000-000000000000',
  cuid: 'absent',
  'auto-increment': '2147483647',
  'auto-increment-64': '9007199254740991',
} as const;

/** The name of what makes a valid body, which is imported where it is asked for. */
type Fixture = () => string;

/** `<entity>.test.ts`: the entity's routes over real HTTP and a real database; nothing where it has none. */
export function testFile(service: ServiceView, entity: EntityView): readonly GeneratedFile[] {
  const { path } = entityPaths(entity).test;
  const file = new SourceFile(path, ['path', 'app', 'record']);
  for (const name of ['beforeAll', 'describe', 'expect', 'it']) file.import(name, 'vitest');
  const startTestApp = file.import('startTestApp', 'src/core/testing/test-app');
  const TestApp = file.importType('TestApp', 'src/core/testing/test-app');
  const canCreate = isOffered(entity, 'create') && hasFixture(service, entity);
  const fixture: Fixture = () => file.import(fixtureName(entity), entityPaths(entity).fixture.path);
  const tests = [
    ...(isOffered(entity, 'search') ? [answersPages()] : []),
    ...(isOffered(entity, 'view') ? [answersAbsent(entity)] : []),
    ...(isOffered(entity, 'create') ? [refusesUnknown()] : []),
    ...(canCreate && isOffered(entity, 'view') ? [lifeCycle(entity, fixture)] : []),
    ...(canCreate ? refusedValues(entity, fixture) : []),
    ...(canCreate ? clearedRelations(entity, fixture) : []),
    ...permissions(service, entity),
  ];
  if (tests.length === 0) return [];
  const body = code`
    ${headed('const path =', `"/api/${entity.route}";`)}

    describe(path, () => {
      let app: ${TestApp};
      beforeAll(async () => {
        app = await ${startTestApp}();
      });

      ${paragraphs(tests)}
    });
  `;
  return [entityFile(service, entity, `${path}.ts`, 'test', file.print(body))];
}

function answersPages(): Doc {
  return code`
    it("answers a page", async () => {
      const { status, body } = await app.request("GET", path + "?take=2");
      expect(status).toBe(200);
      expect(body).toMatchObject({ skip: 0, take: 2 });
    });

    it("refuses pages that are too long, and filters that it does not know", async () => {
      expect((await app.request("GET", path + "?take=101")).status).toBe(400);
      const where = encodeURIComponent('{"$unknown":{"equals":1}}');
      const { status } = await app.request("GET", path + "?where=" + where);
      expect(status).toBe(400);
    });
  `;
}

function answersAbsent(entity: EntityView): Doc {
  const remove = isOffered(entity, 'delete') ? 'expect((await app.request("DELETE", absent)).status).toBe(404);' : '';
  return code`
    it("answers 404 for a record that is not there", async () => {
      const absent = path + "/${ABSENT[entity.idStrategy]}";
      expect((await app.request("GET", absent)).status).toBe(404);
      ${remove}
    });
  `;
}

function refusesUnknown(): Doc {
  return code`
    it("refuses unknown properties", async () => {
      const { status } = await app.request("POST", path, { $unknown: 1 });
      expect(status).toBe(422);
    });
  `;
}

function lifeCycle(entity: EntityView, fixture: Fixture): Doc {
  const steps = [
    ...(isOffered(entity, 'update') ? ['expect((await app.request("PATCH", record, {})).status).toBe(200);'] : []),
    ...(isOffered(entity, 'delete')
      ? [
          'expect((await app.request("DELETE", record)).status).toBe(204);',
          'expect((await app.request("GET", record)).status).toBe(404);',
        ]
      : []),
  ];
  return code`
    it("creates, reads, changes and deletes a record", async () => {
      const id = ${create(entity, fixture)};
      const record = path + "/" + String(id);
      const { status, body } = await app.request("GET", record);
      expect(status).toBe(200);
      expect(body).toMatchObject(${objectOf([`${entity.idField.name}: id`])});
      ${lines(steps)}
    });
  `;
}

/** Values beyond the bounds of each field. */
function refusedValues(entity: EntityView, fixture: Fixture): readonly Doc[] {
  const rows = entity.fields.flatMap((field): readonly Doc[] => {
    if (field.kind !== 'scalar') return [];
    return dataTypeOf(field)
      .refused(field)
      .map((value) => arrayOf([`"${field.name}"`, value]));
  });
  if (rows.length === 0) return [];
  return [
    code`
      it.each([
        ${join([',', hardLine], rows)},
      ])("refuses %s: %j", async (name, value) => {
        const body = ${objectOf([['...(', newBody(fixture), ')'], '[name]: value'])};
        const answer = await app.request("POST", path, body);
        expect(answer.status).toBe(422);
        expect(answer.body.errors[0].path).toMatch(name);
      });
    `,
  ];
}

/** Optional relations can be cleared. */
function clearedRelations(entity: EntityView, fixture: Fixture): readonly Doc[] {
  if (!isOffered(entity, 'update')) return [];
  return entity.fields.flatMap((field): readonly Doc[] =>
    field.kind === 'to-one' && !field.required
      ? [
          code`
            it("clears ${field.name}", async () => {
              const id = ${create(entity, fixture)};
              const record = path + "/" + String(id);
              const change = ${objectOf([`${field.keyName}: null`])};
              const { status, body } = await app.request("PATCH", record, change);
              expect(status).toBe(200);
              expect${parenthesised([`body.${field.keyName}`])}.toBeNull();
            });
          `,
        ]
      : [],
  );
}

/** Strangers, and users whose roles do not allow it, are refused. */
function permissions(service: ServiceView, entity: EntityView): readonly Doc[] {
  if (service.auth === undefined) return [];
  const { search, create } = entity.access;
  const rows = [
    ['GET', search],
    ['POST', create],
  ] as const;
  const closed = rows.filter(([, allowed]) => allowed !== 'public' && allowed !== 'nobody');
  if (closed.length === 0) return [];
  const asks = (verb: string): string => (verb === 'POST' ? `"${verb}", path, {}` : `"${verb}", path`);
  const byRole = closed.filter(([, allowed]) => allowed !== 'signed-in');
  return [
    code`
      it("refuses strangers", async () => {
        const stranger = app.as(undefined);
        ${lines(closed.map(([verb]) => `expect((await stranger.request(${asks(verb)})).status).toBe(401);`))}
      });
    `,
    ...(byRole.length === 0
      ? []
      : [
          code`
            it("refuses users without the roles that it needs", async () => {
              const user = app.as([]);
              ${lines(byRole.map(([verb]) => `expect((await user.request(${asks(verb)})).status).toBe(403);`))}
            });
          `,
        ]),
  ];
}

function create(entity: EntityView, fixture: Fixture): Doc {
  return ['await app.create', parenthesised(['path', newBody(fixture), ...idNameOf(entity)])];
}

function newBody(fixture: Fixture): Doc {
  return [`await ${fixture()}`, parenthesised(['app'])];
}
