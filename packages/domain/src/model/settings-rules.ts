import { Refusal } from '../refusal.ts';
import { assertFitsDatabase } from './mysql-rules.ts';
import { assertAuthEntity, assertRoles } from './permission-rules.ts';
import { DIRECTORY_RULE, isDirectoryShared, isServiceDirectory } from './service-directory.ts';
import type { ServiceModel } from './service-model.ts';

/** Refuses settings of the whole service that contradict each other. */
export function assertSettings(model: ServiceModel): void {
  for (const path of ['serverDirectory', 'adminDirectory'] as const) {
    if (!isServiceDirectory(model[path])) throw invalid(path, DIRECTORY_RULE);
  }
  if (isDirectoryShared(model.serverDirectory, model.adminDirectory)) {
    throw invalid('adminDirectory', 'The folders of the server and of the admin UI must lie beside each other.');
  }
  if (!model.apis.rest && !model.apis.graphql)
    throw invalid('apis', 'Switch REST or GraphQL on: a service needs an API.');
  if (model.adminUi && !model.apis.rest)
    throw invalid('adminUi', 'The admin UI talks to the REST API: switch it on, too.');
  const twin = model.plugins.find(
    ({ name }, index) => model.plugins.findIndex((other) => other.name === name) !== index,
  );
  if (twin !== undefined) throw invalid('plugins', `The plugin "${twin.name}" is chosen twice.`);
  assertFilesHaveRest(model, 'apis');
  assertRoles(model);
  assertAuthEntity(model);
  assertFitsDatabase(model);
}

/** Refuses a field that holds a file where there is no REST API, at the path of what was changed: GraphQL cannot take a file. */
export function assertFilesHaveRest(model: ServiceModel, path: 'apis' | 'type'): void {
  if (model.apis.rest) return;
  for (const { name, fields } of model.entities) {
    const field = fields.find(({ type }) => type.kind === 'file');
    if (field === undefined) continue;
    throw invalid(
      path,
      `The files of "${name}.${field.name}" go through the REST API: switch it on, or remove the field.`,
    );
  }
}

/** Refuses folders that another service of the project has, at the path of what was changed: both may be in one repository. */
export function assertDirectoriesFree(model: ServiceModel, others: readonly ServiceModel[], changed?: 'name'): void {
  for (const path of ['serverDirectory', 'adminDirectory'] as const) {
    for (const other of others) {
      if (other.id === model.id) continue;
      const shared = [other.serverDirectory, other.adminDirectory].find((folder) =>
        isDirectoryShared(folder, model[path]),
      );
      if (shared === undefined) continue;
      const sentence = `The folder "${model[path]}" is taken: "${shared}" is a folder of the service "${other.name}".`;
      throw new Refusal('name_taken', sentence, [{ path: changed ?? path, message: sentence }]);
    }
  }
}

function invalid(path: string, message: string): Refusal {
  return new Refusal('invalid_model', message, [{ path, message }]);
}
