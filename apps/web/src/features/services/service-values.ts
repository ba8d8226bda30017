import type { AnswerOf, Service, ServicePatch, routes } from '@amplication/contract';

type EntityView = AnswerOf<typeof routes.getEntity>;

/** The settings of a service as the form holds them; paths are those of the API. */
export type ServiceValues = Pick<
  Service,
  'name' | 'description' | 'database' | 'apis' | 'serverDirectory' | 'adminUi' | 'adminDirectory'
>;

/** The paths of the inputs, as the server names them when it refuses one. */
export const SERVICE_FIELDS: readonly string[] = [
  'name',
  'description',
  'database',
  'apis',
  'serverDirectory',
  'adminUi',
  'adminDirectory',
];

/** What the form starts with. */
export function toServiceValues(service: Service): ServiceValues {
  const { name, description, database, apis, serverDirectory, adminUi, adminDirectory } = service;
  return { name, description, database, apis, serverDirectory, adminUi, adminDirectory };
}

/** What the form changes: only that is sent, so that two people's changes of different settings both stay. */
export function toServicePatch(service: Service, values: ServiceValues): ServicePatch {
  const { apis, ...rest } = values;
  const isSameApis = apis.rest === service.apis.rest && apis.graphql === service.apis.graphql;
  const changed = Object.entries(rest).filter(([key, value]) => service[key as keyof typeof rest] !== value);
  return { ...Object.fromEntries(changed), ...(isSameApis ? {} : { apis }) };
}

const AUTH_KINDS = ['username', 'password', 'roles'];

/** The entities whose records can sign in: those with a username, a password and roles. */
export function listAuthCandidates(entities: readonly EntityView[]): readonly EntityView[] {
  return entities.filter(({ fields }) => AUTH_KINDS.every((kind) => fields.some(({ type }) => type.kind === kind)));
}

/** The entities that would have to be opened or closed before nobody can sign in any more. */
export function listNeedingSignIn(entities: readonly EntityView[]): readonly EntityView[] {
  return entities.filter(({ permissions: { fields, ...actions } }) => {
    const kinds = Object.values(actions).map(({ kind }) => kind);
    return fields.length > 0 || kinds.includes('roles') || kinds.includes('all-roles');
  });
}
