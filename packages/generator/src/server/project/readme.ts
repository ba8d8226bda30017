import type { GeneratedFile } from '@amplication/domain';
import { markdownText } from '../../source/literal.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** `README.md` of the service: the commands and the rules of its API. */
export function readmeFile(service: ServiceView): GeneratedFile {
  const description = markdownText(service.description);
  const routes = service.entities.map((entity) => `- \`/api/${entity.route}\``);
  const { auth, apis } = service;
  const isPostgres = service.database === 'postgresql';
  const content = `# ${markdownText(service.name) || service.packageName}
${description === '' ? '' : `\n${description}\n`}
A NestJS service over ${isPostgres ? 'PostgreSQL' : 'MySQL'}. It needs Node 20.19 or newer.

## Run

\`\`\`sh
cp .env.example .env # then fill it in
npm ci
npm run generate # makes the Prisma client
npm run build
npm run migrate # applies prisma/migrations
${auth === undefined ? '' : 'npm run seed # creates the user admin and prints the password\n'}npm start
\`\`\`

With Docker: write \`DATABASE_PASSWORD\`${auth === undefined ? '' : ' and `TOKEN_SECRET`'} into \`.env\`, then
\`docker compose up --build\`.

## Test

\`\`\`sh
DATABASE_URL=${isPostgres ? 'postgresql' : 'mysql'}://… npm run migrate
DATABASE_URL=${isPostgres ? 'postgresql' : 'mysql'}://… npm test
\`\`\`

Use a database of its own for the tests. \`npm run typecheck\`, \`npm run lint\` and
\`npm run format:check\` look at the code alone.

## Settings

${settingsTable(service)}
## API
${apis.rest ? restText(routes) : ''}${apis.graphql ? graphqlText(apis.rest) : ''}${auth === undefined ? '' : AUTH}
\`/healthz/live\` and \`/healthz/ready\` tell whether the process and its database
answer. Every answer has an \`x-request-id\`, which the logs know, too.

## Where to change what

\`src/<entity>/\` holds a thin ${apis.rest ? 'controller, ' : ''}${apis.graphql ? 'resolver, ' : ''}service and module to extend, over the
generated \`base/\` and \`dto/\`. To change a route, override its method and repeat
the decorators of the base. Your edits stay when the code is generated again.
${documentsText(service)}`;
  return serviceFile(service, 'README.md', 'readme', content);
}

/** Lines of at most 80 characters for each of the APIs. */
function documentsText({ apis }: ServiceView): string {
  const files = [...(apis.rest ? ['`openapi.json`'] : []), ...(apis.graphql ? ['`schema.graphql`'] : [])];
  if (files.length === 0) return '';
  return `
${files.join(' and ')} ${files.length === 1 ? 'describes' : 'describe'} the API for reviewers and clients; a test compares
${files.length === 1 ? 'it' : 'them'} with what is served. After a change of your own, \`npm run describe\` writes
${files.length === 1 ? 'it' : 'them'} again.
`;
}

function settingsTable(service: ServiceView): string {
  const isPostgres = service.database === 'postgresql';
  const rows = [
    ['Variable', 'Meaning'],
    ['`DATABASE_URL`', isPostgres ? '`postgresql://…`, required' : '`mysql://…`, required'],
    ...(service.auth === undefined
      ? []
      : [['`TOKEN_SECRET`', 'signs access tokens: at least 32 characters, required']]),
    ['`PORT`', 'default 3000'],
    ['`HOST`', 'default `0.0.0.0`'],
    ['`CORS_ORIGINS`', 'origins for browsers, by comma; none: CORS is closed'],
    ['`REQUESTS_PER_MINUTE`', 'of one address, default 600'],
    ['`TRUSTED_PROXIES`', 'how many proxies in front name the client, default 0'],
    ['`NODE_ENV`', service.auth === undefined ? '`production`' : '`production`: cookies need HTTPS'],
    ...(service.kinds.has('file')
      ? [
          ['`STORAGE_FOLDER`', 'uploaded files, default `storage`'],
          ['`S3_BUCKET`', 'keeps them there instead; also `S3_REGION`, `S3_ENDPOINT`'],
        ]
      : []),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: readonly string[], fill = ' '): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return `${[toLine(head), toLine(['', ''], '-'), ...body.map((row) => toLine(row))].join('\n')}\n`;
}

function restText(routes: readonly string[]): string {
  return `
The OpenAPI description is at \`/api/docs\` (JSON: \`/api/docs-json\`).
${routes.length === 0 ? '' : `\n${routes.join('\n')}\n`}
- \`GET\` of a list answers a page: \`items\`, \`total\`, \`skip\`, \`take\` and
  \`nextCursor\`. \`skip\` and \`take\` (at most 100) choose the page, or \`cursor\` with
  the \`nextCursor\` of the page before; \`orderBy=name:asc,id:desc\` the order;
  \`select=id,name\` the properties.
- \`where={"name":{"contains":"x"}}\` filters by searchable properties and keys,
  also as \`where[name][contains]=x\`: \`equals\`, \`not\`, \`in\`, \`notIn\`, \`lt\`, \`lte\`,
  \`gt\`, \`gte\`, \`contains\`, \`startsWith\`, \`endsWith\` (with \`"mode":"insensitive"\`),
  of lists \`has\`, \`hasSome\`, \`hasEvery\`, \`isEmpty\`. \`AND\`, \`OR\` and \`NOT\` take
  lists of filters. A relation takes the filter of its entity, a list of records
  \`some\`, \`every\` or \`none\`.
- \`GET\`, \`PATCH\` and \`DELETE\` of \`/:id\`; \`POST\` to the list creates. A relation
  \`author\` is set by \`authorId\`, the id of the other record; \`null\` clears what
  is optional. \`/:id/<relation>\` lists related records.
- Decimal numbers are text, so that no digit is lost; moments are RFC 3339.
- Errors are \`application/problem+json\`: 400 (cannot be read, or a query
  parameter is wrong), 401, 403, 404, 409 (a unique value is taken, or a related
  record is missing or still needed), 422 (values that are not valid, in
  \`errors\`), 429 (too many requests).
`;
}

function graphqlText(hasRest: boolean): string {
  const same = hasRest ? 'The same, with the same names and rules, is at `/graphql`.' : 'GraphQL is at `/graphql`.';
  return `
${same}
A query may ask for 10,000 records at most, pages of pages multiplied.
`;
}

const AUTH = `
\`POST /api/auth/sign-in\` with \`username\` and \`password\` answers an access token
for ten minutes (\`Authorization: Bearer …\`) and sets a cookie with which
\`POST /api/auth/refresh\` answers the next one. Who may do what is in
\`src/<entity>/<entity>.access.ts\`; a handler of your own is for whoever signed in,
unless \`@Allow(…)\` says otherwise.
`;
