import type { StageFile, StageGeneration } from './stage.ts';

/** What is modelled: services with entities with fields. A name or a version that changes, changes the files. */
export interface World {
  readonly services: readonly { readonly id: string; readonly entities: readonly EntityModel[]; version: number }[];
  /** The bytes of a file that all services have at the root. */
  shared: number;
}

export interface EntityModel {
  readonly id: string;
  name: string;
  isPresent: boolean;
  readonly fields: { readonly id: string; name: string; version: number; isPresent: boolean }[];
}

const ENTITIES = 3;
const FIELDS = 5;

/** A world of some services, all with the same shape. */
export function createWorld(services: number): World {
  return {
    shared: 0,
    services: Array.from({ length: services }, (_, service) => ({
      id: `${service + 1}1111111-1111-4111-8111-111111111111`,
      version: 0,
      entities: Array.from({ length: ENTITIES }, (_entity, entity) => ({
        id: `s${service}e${entity}`,
        name: `Entity${entity}`,
        isPresent: true,
        fields: Array.from({ length: FIELDS }, (_field, field) => ({
          id: `s${service}e${entity}f${field}`,
          name: `field${field}`,
          version: 0,
          isPresent: true,
        })),
      })),
    })),
  };
}

/** All that the generator makes of a world: TypeScript, JSON, text and bytes, one folder for each service. */
export function generateWorld(world: World): readonly StageGeneration[] {
  return world.services.map((service, index) => {
    const folder = `service-${index}`;
    const present = service.entities.filter(({ isPresent }) => isPresent);
    const files = [
      ...present.map((entity) => ({
        path: `${folder}/src/${entity.name.toLowerCase()}/${entity.name}.ts`,
        key: `entity ${entity.id}`,
        file: toText(renderEntity(entity)),
      })),
      {
        path: `${folder}/package.json`,
        key: 'package',
        file: toText(renderManifest(folder, service.version, present)),
      },
      { path: `${folder}/notes.md`, key: 'notes', file: toText(renderNotes(folder, present)) },
      {
        path: `${folder}/logo.bin`,
        key: 'logo',
        file: { mode: '100644' as const, content: Buffer.from([0, 1, service.version]) },
      },
      { path: 'shared.txt', key: 'shared', file: toText(`shared ${world.shared}\nby all\n`) },
    ];
    const identifiers = Object.fromEntries(present.map(({ id, name }) => [`${id} class`, name]));
    return { service: service.id, files, identifiers };
  });
}

function toText(text: string): StageFile {
  return { mode: '100644', content: Buffer.from(text) };
}

function renderEntity({ id, name, fields }: EntityModel): string {
  const present = fields.filter(({ isPresent }) => isPresent);
  return [
    `import { Injectable } from '@nestjs/common';`,
    `import { ${name}Base } from './${name}.base';`,
    ``,
    `/** Stores ${name} (${id}). */`,
    `@Injectable()`,
    `export class ${name} extends ${name}Base {`,
    ...present.flatMap((field) => [
      `  /** The ${field.name} of ${id}. */`,
      `  ${field.name} = '${field.id} version ${field.version}';`,
      ``,
    ]),
    `  toJSON(): object {`,
    `    return { id: '${id}' };`,
    `  }`,
    `}`,
    ``,
  ].join('\n');
}

function renderManifest(name: string, version: number, entities: readonly EntityModel[]): string {
  const dependencies = Object.fromEntries(entities.map((entity) => [`lib-${entity.id}`, `${version}.0.0`]));
  return `${JSON.stringify({ name, version: `${version}.0.0`, scripts: { build: 'tsc' }, dependencies }, undefined, 2)}\n`;
}

function renderNotes(name: string, entities: readonly EntityModel[]): string {
  return [
    `# ${name}`,
    '',
    ...entities.flatMap((entity) => [`* ${entity.name} (${entity.id})`, '']),
    'The end.',
    '',
  ].join('\n');
}
