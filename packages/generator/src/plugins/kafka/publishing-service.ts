import type { GeneratedFile } from '@amplication/domain';
import { entityPaths } from '../../server/entity/paths.ts';
import { code, paragraphs } from '../../source/code.ts';
import { objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { keyTypeName, type EntityView, type ServiceView } from '../../view/service-view.ts';

/** `<entity>.publishing.ts`: the entity's own service, that tells what it did. It has no constructor, so that users may change theirs. */
export function publishingServiceFile(
  service: ServiceView,
  entity: EntityView,
  topic: string,
  hasRecord: boolean,
): GeneratedFile {
  const paths = entityPaths(entity);
  const path = `src/${entity.folder}/${entity.folder}.publishing`;
  const name = `Publishing${paths.service.name}`;
  const file = new SourceFile(path, [name]);
  const Injectable = file.import('Injectable', '@nestjs/common');
  const Inject = file.import('Inject', '@nestjs/common');
  const publisher = file.import('EventPublisher', 'src/core/kafka/event-publisher');
  const action = file.importType('RecordEvent', 'src/core/kafka/event-publisher');
  const base = file.import(paths.service.name, paths.service.path);
  const dto = file.importType(paths.dto.name, paths.dto.path);
  const createInput = file.importType(paths.createInput.name, paths.createInput.path);
  const updateInput = file.importType(paths.updateInput.name, paths.updateInput.path);
  const keyType = keyTypeName(entity.idStrategy);
  const id = `id: ${keyType}`;
  const value = `record.${entity.idField.name}`;
  const key = keyType === 'string' ? value : `String(${value})`;
  const method = (verb: string, done: string, parameters: readonly Doc[], names: string): Doc => code`
    override async ${verb}${parenthesised(parameters)}: Promise<${dto}> {
      const record = await super.${verb}(${names});
      this.publishEvent("${done}", record);
      return record;
    }
  `;
  const event = objectOf(['topic: TOPIC', 'action', `key: ${key}`, ...(hasRecord ? ['record'] : [])]);
  const body = code`
    const TOPIC = "${topic}";

    /** Tells Kafka what was stored. Override \`publishEvent\` to tell more, less or something else. */
    @${Injectable}()
    export class ${name} extends ${base} {
      ${paragraphs([
        code`@${Inject}(${publisher}) protected readonly events!: ${publisher};`,
        method('create', 'created', [`data: ${createInput}`], 'data'),
        method('update', 'updated', [id, `data: ${updateInput}`], 'id, data'),
        method('delete', 'deleted', [id], 'id'),
        code`
          protected publishEvent${parenthesised([`action: ${action}["action"]`, `record: ${dto}`])}: void {
            this.events.publish(${event});
          }
        `,
      ])}
    }
  `;
  return {
    path: `${service.directory}/${path}.ts`,
    mode: '100644',
    content: file.print(body),
    key: `plugin:kafka:publishing:${entity.id}`,
  };
}
