import {
  addEntity,
  addField,
  initialFields,
  updateEntity,
  updateField,
  type EntityId,
  type Field,
  type FieldId,
  type FieldInput,
  type ServiceModel,
} from '@amplication/domain';
import { hasMariaDb, startMariaDb, type MariaDb } from '@amplication/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateService } from './generate-service.ts';
import { countingIds, emptyModel, entityNamed, fieldInput, fieldNamed } from './testing/models.ts';

const options = (...pairs: readonly (readonly [id: string, value: string])[]) =>
  pairs.map(([id, value]) => ({ id, value, label: value }));

/** Things with a name, a colour, some tags and a note. */
function thingModel(): ServiceModel {
  const newId = countingIds();
  const id = newId() as EntityId;
  const model: ServiceModel = { ...emptyModel('Things', 'things'), database: 'mysql' };
  const fields = initialFields(newId).filter(({ type }) => type.kind === 'id');
  const inputs: readonly FieldInput[] = [
    fieldInput('name', { kind: 'single-line-text', maxLength: 20 }, { required: true, unique: true }),
    fieldInput('colour', { kind: 'option-set', options: options(['1', 'Red'], ['2', 'Blue']) }),
    fieldInput('tags', {
      kind: 'multi-select-option-set',
      options: options(['1', 'Old'], ['2', 'New'], ['3', 'A_1'], ['4', 'AB1']),
    }),
    fieldInput('note', { kind: 'multi-line-text', default: 'it\'s \\ "so";\n-- `all`' }),
  ];
  return inputs.reduce(
    (current, input) => addField(current, id, { ...input, id: newId() as FieldId }),
    addEntity(model, { id, name: 'Thing', displayName: 'Thing', fields }),
  );
}

function change(model: ServiceModel, name: string, to: Partial<Omit<Field, 'id'>>): ServiceModel {
  return updateField(model, entityNamed(model, 'Thing').id, fieldNamed(model, 'Thing', name).id, to);
}

function migrate(model: ServiceModel, previous?: ServiceModel): string {
  const { files } = generateService({ model, previous, earlierMigrations: [], migrationName: '00001_step' });
  return files.find(({ key }) => key === 'migration:00001_step')?.content ?? '';
}

const model = thingModel();

describe('a migration for MySQL', () => {
  it('creates tables whose texts have a length where an index may need one', () => {
    expect(migrate(model)).toBe(`CREATE TABLE \`Thing\` (
    \`id\` CHAR(36) NOT NULL,
    \`name\` VARCHAR(20) NOT NULL,
    \`colour\` ENUM('Red', 'Blue') NULL,
    \`tags\` JSON NOT NULL DEFAULT ('[]'),
    \`note\` LONGTEXT NULL DEFAULT ('it''s \\\\ "so";
-- \`all\`'),

    PRIMARY KEY (\`id\`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE UNIQUE INDEX \`Thing_name_key\` ON \`Thing\`(\`name\`);
`);
  });

  it('renames, and says what costs something', () => {
    const renamed = updateEntity(change(model, 'name', { name: 'title' }), entityNamed(model, 'Thing').id, {
      name: 'Item',
    });
    expect(migrate(renamed, model).trim().split('\n\n')).toEqual([
      'ALTER TABLE `Thing` RENAME TO `Item`;',
      'ALTER TABLE `Item` RENAME COLUMN `name` TO `title`;',
      'ALTER TABLE `Item` RENAME INDEX `Thing_name_key` TO `Item_title_key`;',
    ]);
    const shorter = change(model, 'name', { type: { kind: 'single-line-text', maxLength: 10 } });
    expect(migrate(shorter, model)).toBe(
      '-- destructive: values of VARCHAR(20) that do not fit VARCHAR(10) are rounded or stop the migration\n' +
        'ALTER TABLE `Thing` MODIFY COLUMN `name` VARCHAR(10) NOT NULL;\n',
    );
  });
});

describe.skipIf(!hasMariaDb())('rows in MariaDB (skipped where there is no mariadbd)', () => {
  let maria: MariaDb;
  beforeAll(async () => {
    maria = await startMariaDb();
  });
  afterAll(() => maria.stop());

  const ROWS = `INSERT INTO Thing (id, name, colour, tags, note) VALUES
    ('a', 'a', 'Red', '["Old","A_1"]', NULL), ('b', 'b', 'Blue', '["New", "AB1"]', 'x'), ('c', 'c', NULL, '[]', 'y');`;

  /** What is selected after a migration from the model to another. */
  const after = async (next: ServiceModel, select: string): Promise<readonly string[]> => {
    const database = await maria.createDatabase();
    await maria.query(database, migrate(model) + ROWS + migrate(next, model));
    return maria.query(database, select);
  };

  it('keep their options when these change places', async () => {
    const swapped = options(['2', 'Red'], ['1', 'Blue'], ['3', 'Green']);
    const next = change(model, 'colour', { type: { kind: 'option-set', options: swapped } });
    expect(await after(next, "SELECT concat(name, ifnull(colour, '-')) FROM Thing ORDER BY name")).toEqual([
      'aBlue',
      'bRed',
      'c-',
    ]);
  });

  it('stop a migration that would take away their option', async () => {
    const type = { kind: 'option-set', options: options(['1', 'Red']) } as const;
    const next = change(model, 'colour', { type });
    expect(migrate(next, model)).toMatch(/^-- destructive: removes 'Blue' from the options of "Thing"\."colour"/u);
    await expect(after(next, 'SELECT 1')).rejects.toThrow('Data truncated');
  });

  it('keep what is renamed in their lists, and lose what is removed', async () => {
    const changed = options(['1', 'New'], ['2', 'Old'], ['4', 'AB1']);
    const next = change(model, 'tags', { type: { kind: 'multi-select-option-set', options: changed } });
    expect(migrate(next, model)).toMatch(/^-- destructive: removes 'A_1' .* lose it$/mu);
    expect(await after(next, "SELECT replace(tags, ' ', '') FROM Thing ORDER BY name")).toEqual([
      '["New"]',
      '["Old","AB1"]',
      '[]',
    ]);
  });

  it('get a value when a field is required, and new ids each', async () => {
    const strategy = { type: { kind: 'id', strategy: 'auto-increment' } } as const;
    const next = change(change(model, 'note', { required: true }), 'id', strategy);
    expect(await after(next, "SELECT count(DISTINCT id), sum(note LIKE 'it%') FROM Thing")).toEqual(['3\t1']);
    const back = { type: { kind: 'id', strategy: 'uuid' } } as const;
    const numbered = change(model, 'id', strategy);
    const database = await maria.createDatabase();
    const rows = "INSERT INTO Thing (name) VALUES ('a'), ('b');";
    await maria.query(database, migrate(numbered) + rows + migrate(change(numbered, 'id', back), numbered));
    expect(await maria.query(database, 'SELECT count(DISTINCT id), max(length(id)) FROM Thing')).toEqual(['2\t36']);
  });

  it('stop a migration that has no value for them', async () => {
    const id = 'new' as FieldId;
    const field = fieldInput('code', { kind: 'email' }, { required: true, unique: true });
    const next = addField(model, entityNamed(model, 'Thing').id, { ...field, id });
    expect(migrate(next, model)).toContain('-- check: works only while "Thing" has no rows');
    await expect(after(next, 'SELECT 1')).rejects.toThrow('ERROR');
  });
});
