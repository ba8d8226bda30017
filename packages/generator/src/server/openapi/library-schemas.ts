import {
  floatValue,
  idValue,
  listOf,
  objectValue,
  optionValue,
  textValue,
  wholeNumberValue,
  type OpenApiSchema,
} from '../../types/api-value.ts';
import type { AuthView, ServiceView } from '../../view/service-view.ts';
import { toObject, type NamedSchema } from './entity-schemas.ts';
import { json, toOperation } from './operation.ts';

const TEXT = textValue().openApi;
const PLACE = toObject([
  { name: 'latitude', schema: floatValue(-90, 90).openApi },
  { name: 'longitude', schema: floatValue(-180, 180).openApi },
]);

/** The schemas that the library of a generated server brings; a document has those that something points at. */
export function librarySchemas({ auth, roles }: ServiceView): readonly NamedSchema[] {
  return [
    ['Location', PLACE],
    ['LocationInput', PLACE],
    [
      'StoredFile',
      toObject([
        { name: 'name', schema: TEXT },
        { name: 'contentType', schema: TEXT },
        { name: 'size', schema: wholeNumberValue(undefined, Number.MAX_SAFE_INTEGER).openApi },
      ]),
    ],
    // Swagger takes the values of an empty enum for numbers.
    ['Role', { type: roles.length === 0 ? 'number' : 'string', enum: roles.map(({ name }) => name).sort() }],
    ['ProblemItem', toObject(['path', 'message'].map((name) => ({ name, schema: TEXT })))],
    [
      'ProblemDetails',
      toObject([
        { name: 'type', schema: TEXT },
        { name: 'title', schema: TEXT },
        { name: 'status', schema: { type: 'integer' } },
        { name: 'detail', schema: TEXT, absence: { optional: true } },
        { name: 'errors', schema: listOf(objectValue('ProblemItem')).openApi, absence: { optional: true } },
      ]),
    ],
    ...(auth === undefined ? [] : authSchemas(auth)),
  ];
}

function authSchemas({ entity }: AuthView): readonly NamedSchema[] {
  return [
    [
      'SignInInput',
      toObject([
        { name: 'username', schema: textValue({ maxLength: 100 }).openApi },
        { name: 'password', schema: textValue({ maxLength: 128 }).openApi },
      ]),
    ],
    [
      'SessionUser',
      toObject([
        { name: 'id', schema: idValue(entity.idStrategy).openApi },
        { name: 'username', schema: TEXT },
        { name: 'roles', schema: listOf(optionValue('Role')).openApi },
      ]),
    ],
    [
      'SignedIn',
      toObject([
        { name: 'accessToken', schema: TEXT },
        { name: 'expiresIn', schema: wholeNumberValue().openApi },
        { name: 'user', schema: objectValue('SessionUser').openApi },
      ]),
    ],
  ];
}

/** The routes of `auth/auth.controller.ts`. */
export function authPaths(): Readonly<Record<string, OpenApiSchema>> {
  const operation = (name: string, rest: Partial<Parameters<typeof toOperation>[0]>): OpenApiSchema =>
    toOperation({ id: `AuthController_${name}`, tag: 'auth', status: 200, needsToken: false, ...rest });
  return {
    '/api/auth/sign-in': {
      post: operation('signIn', { body: json('SignInInput'), content: json('SignedIn') }),
    },
    '/api/auth/refresh': { post: operation('refresh', { content: json('SignedIn') }) },
    '/api/auth/sign-out': { post: operation('signOut', { status: 204 }) },
    '/api/auth/me': { get: operation('me', { content: json('SessionUser'), needsToken: true }) },
  };
}
