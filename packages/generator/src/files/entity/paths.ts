import type { EntityView } from '../../view/service-view.ts';

/** Where an entity's files are (without extension) and what their classes are called. */
export function entityPaths(entity: EntityView) {
  const { folder, name } = entity;
  const root = `src/${folder}`;
  return {
    module: { path: `${root}/${folder}.module`, name: `${name}Module` },
    controller: { path: `${root}/${folder}.controller`, name: `${name}Controller` },
    service: { path: `${root}/${folder}.service`, name: `${name}Service` },
    controllerBase: { path: `${root}/base/${folder}.controller.base`, name: `${name}ControllerBase` },
    serviceBase: { path: `${root}/base/${folder}.service.base`, name: `${name}ServiceBase` },
    dto: { path: `${root}/dto/${folder}.dto`, name: `${name}Dto` },
    createInput: { path: `${root}/dto/create-${folder}.input`, name: `Create${name}Input` },
    updateInput: { path: `${root}/dto/update-${folder}.input`, name: `Update${name}Input` },
    page: { path: `${root}/dto/${folder}.page`, name: `${name}Page` },
    listQuery: { path: `${root}/dto/${folder}-list.query`, name: `${name}ListQuery` },
    test: { path: `${root}/${folder}.test`, name: '' },
  } as const;
}
