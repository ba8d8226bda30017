import type { FieldKind, ServiceModel } from '@amplication/domain';
import { compareText } from './compare-text.ts';
import { toEntityViews } from './entity-views.ts';
import { isPossible, type AuthView, type EntityView, type ScalarView, type ServiceView } from './service-view.ts';

/** Decides every name once, so that all file kinds agree. */
export function toServiceView(model: ServiceModel): ServiceView {
  const entities = toEntityViews(model).sort((a, b) => compareText(a.name, b.name));
  const entityById = new Map(entities.map((entity) => [entity.id as string, entity]));
  const authEntity = model.authEntityId === null ? undefined : entityById.get(model.authEntityId);
  return {
    name: model.name,
    slug: model.slug,
    description: model.description,
    packageName: `${model.slug}-server`,
    directory: model.serverDirectory,
    adminDirectory: model.adminDirectory,
    adminPackageName: `${model.slug}-admin`,
    database: model.database,
    apis: { rest: model.apis.rest, graphql: model.apis.graphql && entities.some(isAsked) },
    adminUi: model.adminUi,
    roles: model.roles,
    auth: authEntity === undefined ? undefined : toAuthView(authEntity),
    plugins: model.plugins,
    entities,
    entityById,
    kinds: new Set(model.entities.flatMap((entity) => entity.fields.map((field) => field.type.kind))),
  };
}

/** True for an entity that somebody may read: without one GraphQL would have no query, which it does not allow. */
function isAsked({ access }: EntityView): boolean {
  return isPossible(access.view) || isPossible(access.search);
}

function toAuthView(entity: EntityView): AuthView {
  const find = (kind: FieldKind): ScalarView => {
    const field = entity.fields.find(
      (candidate): candidate is ScalarView => candidate.kind === 'scalar' && candidate.type.kind === kind,
    );
    if (field === undefined) throw new Error(`${entity.name} has no ${kind} to sign in with.`);
    return field;
  };
  return { entity, username: find('username'), password: find('password'), roles: find('roles') };
}
