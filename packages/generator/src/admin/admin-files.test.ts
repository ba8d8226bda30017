import { putRole, updateEntity, updateSettings, type GeneratedFile, type ServiceModel } from '@amplication/domain';
import fc from 'fast-check';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { chinookModel, emptyModel, entityNamed, everyKindModel, fieldNamed } from '../testing/models.ts';
import { anyModel } from '../testing/random-models.ts';
import { stringLiteral } from '../source/literal.ts';
import { toServiceView } from '../view/to-service-view.ts';
import { adminFiles } from './admin-files.ts';
import { adminIdentifiers } from './admin-names.ts';
import { everyTypeModel, withPermissions } from './testing/every-type-model.ts';

/** `GENERATOR_RUNS=2000` looks longer. */
const RUNS = {
  numRuns: Math.max(1, Math.round(Number(process.env['GENERATOR_RUNS'] ?? 100) / 4)),
  seed: Number(process.env['LAWS_SEED'] ?? 1),
};
const FORMATTED = /\.(?:tsx?|json|md|html|ya?ml)$/u;
const STYLE = { printWidth: 80, embeddedLanguageFormatting: 'off', sortPackageJson: false } as const;

const generate = (model: ServiceModel): readonly GeneratedFile[] => adminFiles(toServiceView(model));
const pathsOf = (model: ServiceModel): readonly string[] =>
  generate(model).map(({ path }) => path.slice(model.adminDirectory.length + 1));
const contentOf = (model: ServiceModel, end: string): string => {
  const found = generate(model).find(({ path }) => path.endsWith(end));
  if (found === undefined) throw new Error(`There is no ${end}.`);
  return found.content;
};
/** Lines of a file that hold a text, without the spaces around them. */
const linesWith = (model: ServiceModel, end: string, text: string): readonly string[] =>
  contentOf(model, end)
    .split('\n')
    .filter((line) => line.includes(text))
    .map((line) => line.trim());

async function misformatted(model: ServiceModel): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { path, content } of generate(model)) {
    if (!FORMATTED.test(path) || path.endsWith('package-lock.json')) continue;
    const { code, errors } = await format(path.split('/').at(-1) ?? path, content, STYLE);
    if (errors.length > 0 || code !== content) wrong.push(path);
  }
  return wrong;
}

/** Imports of files that are not there. */
function brokenImports(model: ServiceModel): readonly string[] {
  const files = generate(model);
  const modules = new Set(files.map(({ path }) => path.replace(/\.tsx?$/u, '')));
  return files.flatMap(({ path, content }) =>
    [...content.matchAll(/from "(\.[^"]+)\.js"/gu)].flatMap(([, specifier = '']) => {
      const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
      return modules.has(decodeURIComponent(target)) ? [] : [`${path}: ${specifier}`];
    }),
  );
}

describe('the files of the admin UI', () => {
  it('are formatted as oxfmt would: every type, the longest names, no entity', async () => {
    for (const model of [everyTypeModel(), everyKindModel(), chinookModel(), emptyModel('Empty', 'empty')]) {
      expect(await misformatted(model)).toEqual([]);
    }
  });

  it('are formatted as oxfmt would, and import only each other: any model', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, async (model) => {
        expect(await misformatted(model)).toEqual([]);
        expect(brokenImports(model)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('have paths and keys of their own', () => {
    for (const model of [everyTypeModel(), everyKindModel()]) {
      const files = generate(model);
      expect(new Set(files.map(({ key }) => key)).size).toBe(files.length);
      expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
      expect(brokenImports(model)).toEqual([]);
    }
  });

  it('keep their keys when an entity gets another name', () => {
    const model = chinookModel();
    const renamed = updateEntity(model, entityNamed(model, 'Album').id, { name: 'Record2' });
    const keys = (of: ServiceModel): readonly string[] =>
      generate(of)
        .map(({ key }) => key)
        .sort();
    expect(keys(renamed)).toEqual(keys(model));
    expect(pathsOf(renamed)).toContain('src/entities/record2/record2-list.tsx');
  });

  it('hold the library for the data types of the model only', () => {
    const chinook = pathsOf(chinookModel());
    expect(chinook).toContain('src/fields/decimal-field.tsx');
    expect(chinook).toContain('src/fields/decimal-field.test.ts');
    expect(chinook.filter((path) => /fields\/(?:file|location|boolean|password|json)-/u.test(path))).toEqual([]);
    const types = pathsOf(everyTypeModel());
    expect(types).toEqual(expect.arrayContaining(['src/fields/file-field.tsx', 'src/fields/location-field.test.ts']));
  });

  it('ask nobody to sign in where there are no users', () => {
    expect(pathsOf(chinookModel()).filter((path) => path.includes('/auth/'))).toEqual([]);
    expect(contentOf(chinookModel(), 'src/app.tsx')).not.toContain('Session');
    expect(pathsOf(everyTypeModel())).toContain('src/auth/sign-in-form.tsx');
    expect(contentOf(everyTypeModel(), 'src/app.tsx')).toContain('<SessionGate title={TITLE}>');
  });

  it('keep no mark of a template', () => {
    for (const model of [everyTypeModel(), chinookModel()]) {
      const marked = generate(model).filter(({ content }) => /#(?:if|else|end)\b|__[A-Z_]+__/u.test(content));
      expect(marked.map(({ path }) => path)).toEqual([]);
    }
  });
});

describe('the description of an entity', () => {
  const file = 'item.resource.ts';

  it('knows the options of every type', () => {
    const content = contentOf(everyTypeModel(), file);
    const options = content.slice(content.indexOf('  fields: {'));
    expect(options).toMatchSnapshot();
  });

  it('takes any text for a label', () => {
    const model = everyTypeModel();
    const labels = ['it\'s "${x}" */ </b>', '名前'.repeat(20), 'Größe', '\u2028'];
    for (const label of labels) {
      const renamed: ServiceModel = {
        ...model,
        entities: model.entities.map((entity) => ({
          ...entity,
          displayName: label,
          fields: entity.fields.map((field) => ({ ...field, displayName: label })),
        })),
      };
      const content = contentOf(renamed, file);
      expect(content).toContain(stringLiteral(label));
    }
  });

  it('is formatted, whatever the labels', { timeout: 300_000 }, async () => {
    const model = everyTypeModel();
    const letters = ['a', 'ö', '名', '👩‍👩‍👧', '"'];
    for (const letter of letters) {
      for (const length of [1, 5, 20, 26, 27, 28, 31, 33, 34, 35, 45, 60, 66, 67, 68]) {
        const label = letter.repeat(length);
        const item = entityNamed(model, 'Item');
        const options = [
          { value: 'Red', label },
          { value: 'Blue', label },
        ];
        const fields = item.fields.map((field) => ({
          ...field,
          displayName: label,
          type: 'options' in field.type ? { ...field.type, options } : field.type,
        }));
        const entities = model.entities.map((entity) => (entity.id === item.id ? { ...item, fields } : entity));
        const content = contentOf({ ...model, name: label, entities }, file);
        expect((await format(file, content, STYLE)).code).toBe(content);
        const title = contentOf({ ...model, name: label }, 'title.ts');
        expect((await format('title.ts', title, STYLE)).code).toBe(title);
        const html = contentOf({ ...model, name: `${label} & ${label} ${label}` }, 'index.html');
        expect((await format('index.html', html, STYLE)).code).toBe(html);
      }
    }
  });

  it('says who may do what, by names of roles', () => {
    let model = putRole(everyTypeModel(), { id: 'clerk', name: 'clerk', displayName: 'Clerk' });
    const name = fieldNamed(model, 'Item', 'name');
    model = withPermissions(model, 'Item', {
      view: { kind: 'public' },
      search: { kind: 'all-roles' },
      create: { kind: 'roles', roleIds: ['clerk'] },
      delete: { kind: 'disabled' },
      fields: [{ fieldId: name.id, action: 'update', roleIds: ['clerk'] }],
    });
    expect(contentOf(model, file)).toContain(`  access: {
    view: "public",
    search: "signed-in",
    create: ["clerk"],
    update: "signed-in",
    delete: "nobody",
  },`);
    expect(linesWith(model, file, 'access: { update')).toEqual(['access: { update: ["clerk"] },']);
  });
});

describe('the pages of an entity', () => {
  it('are left out where nobody may see them', () => {
    const model = withPermissions(everyTypeModel(), 'Item', {
      create: { kind: 'disabled' },
      update: { kind: 'disabled' },
    });
    const item = pathsOf(model).filter((path) => path.startsWith('src/entities/item/'));
    expect(item).toEqual([
      'src/entities/item/item.resource.ts',
      'src/entities/item/item.routes.tsx',
      'src/entities/item/item-list.tsx',
      'src/entities/item/item-show.tsx',
    ]);
    expect(contentOf(model, 'item.routes.tsx')).not.toContain('ItemCreate');
  });

  it('offer what can be set, and show what can be seen', () => {
    expect(linesWith(everyTypeModel(), 'user-create.tsx', '<FieldInput')).toEqual(
      ['username', 'password', 'roles', 'email', 'firstName', 'lastName', 'readItems'].map(
        (name) => `<FieldInput field={fields.${name}} />`,
      ),
    );
    const shown = contentOf(everyTypeModel(), 'user-show.tsx');
    expect(shown).not.toContain('password');
    expect(shown).toContain('<FieldValue field={fields.ownItem} />');
    expect(shown).toContain('<RelatedList field={fields.readItems} />');
  });

  it('list the title first, and the newest first', () => {
    expect(contentOf(everyTypeModel(), 'item-list.tsx')).toMatchInlineSnapshot(`
      "import { ListPage } from "../../resource/list-page.js";
      import { itemResource } from "./item.resource.js";

      /** All records of Item. */
      export function ItemList() {
        const { fields } = itemResource;
        return (
          <ListPage
            resource={itemResource}
            columns={[
              fields.name,
              fields.mail,
              fields.stock,
              fields.price,
              fields.weight,
              fields.at,
            ]}
            defaultSort="-createdAt"
          />
        );
      }
      "
    `);
  });
});

describe('the title', () => {
  it('is escaped in the page and kept in the code', () => {
    const model = updateSettings(everyTypeModel(), { name: 'Salt & <b>"Pepper"' });
    expect(contentOf(model, 'index.html')).toContain('<title>Salt &amp; &lt;b&gt;"Pepper"</title>');
    expect(contentOf(model, 'title.ts')).toContain(`TITLE = 'Salt & <b>"Pepper"';`);
  });
});

it('tells which identifiers follow the name of an entity', () => {
  const item = toServiceView(everyTypeModel()).entities.find(({ name }) => name === 'Item');
  expect(item && adminIdentifiers(item)).toMatchObject({ 'admin:resource': 'itemResource', 'admin:list': 'ItemList' });
});
