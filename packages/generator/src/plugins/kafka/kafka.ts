import type { GeneratedFile } from '@amplication/domain';
import { entityPaths } from '../../server/entity/paths.ts';
import { renderTemplate } from '../../source/template.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { toServiceView } from '../../view/to-service-view.ts';
import { PluginError, type Plugin, type PluginInput } from '../plugin.ts';
import { addModule, provideInstead } from './nest-modules.ts';
import { publishingServiceFile } from './publishing-service.ts';

const NAME = 'kafka';
const TOPIC = /^[\w.-]{1,249}$/u;
const TEMPLATES = [
  'event-consumer',
  'event-handler',
  'event-publisher',
  'kafka-events.module',
  'kafka-events.test',
  'kafka-settings',
];

const ENVIRONMENT = `# Kafka: addresses such as kafka:9092, separated by commas. None: nothing is
# connected. KAFKA_TLS=true encrypts; KAFKA_USERNAME and KAFKA_PASSWORD sign in
# with SCRAM-SHA-512.
KAFKA_BROKERS=
`;

/** A Kafka producer of the events of entities, and a consumer to fill in. Connected only where KAFKA_BROKERS is set. */
export const kafkaPlugin: Plugin = {
  name: NAME,
  version: '1.0.0',
  summary: 'Publishes created, updated and deleted records to Kafka, and listens to topics.',
  settings: [
    {
      name: 'entities',
      label: 'Entities whose events are published',
      help: 'Names or ids, separated by commas; empty: all.',
      type: 'text',
      default: '',
    },
    {
      name: 'topicPrefix',
      label: 'Beginning of the topics',
      help: 'A topic is this and the plural of the entity; empty: the name of the service and a dot.',
      type: 'text',
      default: '',
    },
    {
      name: 'payload',
      label: 'What an event holds',
      help: 'A record has every property that the API can answer, whoever may see it there.',
      type: 'choice',
      options: ['id', 'record'],
      default: 'id',
    },
    {
      name: 'consume',
      label: 'Topics that the service listens to',
      help: 'Separated by commas; empty: none.',
      type: 'text',
      default: '',
    },
  ],
  dependencies: ['@platformatic/kafka'],
  generate,
};

function generate({ model, files, settings }: PluginInput): readonly GeneratedFile[] {
  const service = toServiceView(model);
  const prefix = String(settings['topicPrefix']) || `${service.slug}.`;
  const entities = chooseEntities(service, splitNames(String(settings['entities'])));
  return [
    ...libraryFiles(service, splitNames(String(settings['consume'])).map(toTopic)),
    change(service, files, 'src/app.module.ts', (text) =>
      addModule(text, 'KafkaEventsModule', './core/kafka/kafka-events.module.js'),
    ),
    change(service, files, '.env.example', (text) => `${text.trimEnd()}\n${ENVIRONMENT}`),
    ...entities.flatMap((entity) => {
      const topic = toTopic(`${prefix}${entity.route}`);
      const { module, service: provider } = entityPaths(entity);
      const hasRecord = settings['payload'] === 'record';
      return [
        publishingServiceFile(service, entity, topic, hasRecord),
        change(service, files, `${module.path}.ts`, (text) =>
          provideInstead(text, provider.name, `Publishing${provider.name}`, `./${entity.folder}.publishing.js`),
        ),
      ];
    }),
  ];
}

function libraryFiles(service: ServiceView, topics: readonly string[]): readonly GeneratedFile[] {
  const words = { __PACKAGE__: service.packageName, __TOPICS__: toArray(topics) };
  return TEMPLATES.map((name) => ({
    path: `${service.directory}/src/core/kafka/${name}.ts`,
    mode: '100644',
    content: renderTemplate(`plugins/kafka/${name}.ts`, { flags: new Set(), words }),
    key: `plugin:${NAME}:${name}`,
  }));
}

/** As the formatter would write it after `export const TOPICS: string[] = `. */
function toArray(topics: readonly string[]): string {
  const flat = `[${topics.map((topic) => JSON.stringify(topic)).join(', ')}]`;
  if (`export const TOPICS: string[] = ${flat};`.length <= 80) return flat;
  return `[\n${topics.map((topic) => `  ${JSON.stringify(topic)},\n`).join('')}]`;
}

function change(
  service: ServiceView,
  files: readonly GeneratedFile[],
  path: string,
  edit: (text: string) => string | undefined,
): GeneratedFile {
  const file = files.find((each) => each.path === `${service.directory}/${path}`);
  const content = file === undefined ? undefined : edit(file.content);
  if (file === undefined || content === undefined)
    throw new PluginError(NAME, `${path} is not as it is generated; put this plugin before the one that changes it.`);
  return { ...file, content };
}

function chooseEntities(service: ServiceView, names: readonly string[]): readonly EntityView[] {
  const unknown = names.find((name) => !service.entities.some((entity) => isCalled(entity, name)));
  if (unknown !== undefined) throw new PluginError(NAME, `the service has no entity "${unknown}".`);
  return names.length === 0
    ? service.entities
    : service.entities.filter((entity) => names.some((name) => isCalled(entity, name)));
}

function isCalled({ id, name }: EntityView, called: string): boolean {
  return id === called || name === called;
}

function toTopic(name: string): string {
  if (!TOPIC.test(name)) throw new PluginError(NAME, `"${name}" is no topic: letters, digits, dots, - and _.`);
  return name;
}

function splitNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
