import { samePermissions } from './permissions.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A model of an older version in the shape of the newest one, meaning what it meant: what did not exist is off. Anything else is answered as
 * it is.
 */
export function upgradeModel<T>(model: T): T {
  if (!isObject(model) || model['version'] !== 1) return model;
  const entities = Array.isArray(model['entities']) ? model['entities'].map(upgradeEntity) : model['entities'];
  return { ...fromVersion1(model), ...model, version: 2, entities } as T;
}

/** Version 1 had one API without sign-in, one kind of database, and no admin UI. */
function fromVersion1(model: Json): Json {
  return {
    database: 'postgresql',
    apis: { rest: true, graphql: false },
    adminUi: false,
    adminDirectory: `apps/${String(model['slug'])}-admin`,
    roles: [],
    authEntityId: null,
    plugins: [],
  };
}

function upgradeEntity(entity: unknown): unknown {
  return isObject(entity)
    ? { permissions: samePermissions({ kind: 'public' }), uniqueKeys: [], indexes: [], ...entity }
    : entity;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
