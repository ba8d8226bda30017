import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { hardLine, headed, indent, join, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';
import { sampleEntries, type Sample } from './sample.ts';

const ABSENT = {
  uuid: '00000000-0000-4000-8000-000000000000',
  cuid: 'absent',
  'auto-increment': '2147483647',
} as const;

/** `<entity>.test.ts`: the entity's routes over real HTTP and a real database. */
export function testFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { test } = entityPaths(entity);
  const file = new SourceFile(test.path);
  const names = ['afterAll', 'beforeAll', 'describe', 'expect', 'it'];
  for (const name of names) file.import(name, 'vitest');
  const startTestApp = file.import('startTestApp', 'src/test-app');
  const TestApp = file.importType('TestApp', 'src/test-app');
  const entries = sampleEntries(entity);
  if (entries?.some(({ value }) => value.includes('randomUUID')) === true) file.import('randomUUID', 'node:crypto');
  const body = code`
    ${headed('const path =', `"/api/${entity.route}";`)}

    describe(path, () => {
      let app: ${TestApp};
      beforeAll(async () => {
        app = await ${startTestApp}();
      });
      afterAll(() => app.stop());

      it("answers a page", async () => {
        const { status, body } = await app.request("GET", path);
        expect(status).toBe(200);
        expect(body).toMatchObject({ skip: 0, take: 50 });
      });

      it("answers 404 for a record that is not there", async () => {
        const absent = path + "/${ABSENT[entity.idStrategy]}";
        expect((await app.request("GET", absent)).status).toBe(404);
        expect((await app.request("DELETE", absent)).status).toBe(404);
      });

      it("refuses unknown properties", async () => {
        const { status } = await app.request("POST", path, { $unknown: 1 });
        expect(status).toBe(422);
      });
      ${entries === undefined ? '' : [hardLine, lifeCycle(entity, entries)]}
    });
  `;
  return entityFile(service, entity, `${test.path}.ts`, 'test', file.print(body));
}

function lifeCycle(entity: EntityView, entries: readonly Sample[]): Doc {
  const input =
    entries.length === 0
      ? '{}'
      : [
          '{',
          indent([
            hardLine,
            join(
              [',', hardLine],
              entries.map(({ name, value }) => headed(`${name}:`, value)),
            ),
            ',',
          ]),
          hardLine,
          '}',
        ];
  const id = entity.idField.name === 'id' ? 'created.body.id' : `created.body.${entity.idField.name}`;
  return code`
    it("creates, reads, changes and deletes a record", async () => {
      const created = await app.request("POST", path, ${input});
      expect(created.status).toBe(201);
      const record = path + "/" + String(${id});
      expect(await app.request("GET", record)).toEqual({
        status: 200,
        body: created.body,
      });
      expect((await app.request("PATCH", record, {})).status).toBe(200);
      expect((await app.request("DELETE", record)).status).toBe(204);
      expect((await app.request("GET", record)).status).toBe(404);
    });
  `;
}
