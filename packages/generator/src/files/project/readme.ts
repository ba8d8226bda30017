import type { GeneratedFile } from '@amplication/domain';
import { markdownText } from '../../source/literal.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** `README.md` of the service: the commands and the rules of its API. */
export function readmeFile(service: ServiceView): GeneratedFile {
  const description = markdownText(service.description);
  const routes = service.entities.map((entity) => `- \`/api/${entity.route}\``);
  const content = `# ${markdownText(service.name) || service.packageName}
${description === '' ? '' : `\n${description}\n`}
A NestJS service over PostgreSQL. It needs Node 20.19 or newer.

## Run

\`\`\`sh
cp .env.example .env # then set DATABASE_URL
npm ci
npm run generate # makes the Prisma client
npm run build
npm run migrate # applies prisma/migrations
npm start
\`\`\`

With Docker: \`docker build -t ${service.packageName} .\`, then
\`docker run --env DATABASE_URL=… ${service.packageName} npm run migrate\` and
\`docker run --env DATABASE_URL=… --publish 3000:3000 ${service.packageName}\`.

\`npm test\` runs the tests against the database of \`DATABASE_URL\`, once
\`npm run generate\` and \`npm run migrate\` have run. Use a database of its own
for them. \`npm run typecheck\` checks the types.

## Settings

| Variable       | Meaning                                              |
| -------------- | ---------------------------------------------------- |
| \`DATABASE_URL\` | \`postgresql://…\`, required                           |
| \`PORT\`         | default 3000                                         |
| \`HOST\`         | default \`0.0.0.0\`                                    |
| \`CORS_ORIGINS\` | origins for browsers, by comma; none: CORS is closed |
| \`NODE_ENV\`     | \`production\`: logs are JSON                          |

## API

The OpenAPI description is at \`/api/docs\` (JSON: \`/api/docs-json\`).
${routes.length === 0 ? '' : `\n${routes.join('\n')}\n`}
- \`GET\` of a list answers a page:
  \`{ "items": [], "total": 0, "skip": 0, "take": 50 }\`. \`skip\` and \`take\` (at
  most 500) choose the page, \`orderBy=name:asc,id:desc\` the order; a searchable
  field filters by its own name (text: a part of it, in any case).
- \`GET\`, \`PATCH\` and \`DELETE\` of \`/:id\`; \`POST\` to the list creates. A relation is
  set by the id of the other record, such as \`artistId\`; \`null\` clears what is
  optional.
- Decimal numbers are text, so that no digit is lost; moments are RFC 3339.
- Errors are \`application/problem+json\`: 400 (cannot be read, or a query
  parameter is wrong), 404, 409 (a unique value is taken, or a related record is
  missing or still needed), 422 (values that are not valid, in \`errors\`).
- \`/healthz/live\` and \`/healthz/ready\` tell whether the process and its database
  answer.

## Where to change what

\`src/<entity>/\` holds a thin controller, service and module to extend, over the
generated \`base/\` and \`dto/\`. To change a route, override its method in the
controller and repeat the decorators of the base. Your edits stay when the code
is generated again.
`;
  return serviceFile(service, 'README.md', 'readme', content);
}
