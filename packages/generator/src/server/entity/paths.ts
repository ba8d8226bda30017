import type { EntityView } from '../../view/service-view.ts';

/** Where an entity's files are (without extension) and what their classes are called. */
export function entityPaths(entity: EntityView) {
  const { folder, name } = entity;
  const root = `src/${folder}`;
  return {
    module: { path: `${root}/${folder}.module`, name: `${name}Module` },
    controller: { path: `${root}/${folder}.controller`, name: `${name}Controller` },
    resolver: { path: `${root}/${folder}.resolver`, name: `${name}Resolver` },
    service: { path: `${root}/${folder}.service`, name: `${name}Service` },
    controllerBase: { path: `${root}/base/${folder}.controller.base`, name: `${name}ControllerBase` },
    resolverBase: { path: `${root}/base/${folder}.resolver.base`, name: `${name}ResolverBase` },
    serviceBase: { path: `${root}/base/${folder}.service.base`, name: `${name}ServiceBase` },
    record: { path: `${root}/base/${folder}.record`, name: '' },
    access: { path: `${root}/${folder}.access`, name: '' },
    dto: { path: `${root}/dto/${folder}.dto`, name: `${name}Dto` },
    createInput: { path: `${root}/dto/create-${folder}.input`, name: `Create${name}Input` },
    updateInput: { path: `${root}/dto/update-${folder}.input`, name: `Update${name}Input` },
    page: { path: `${root}/dto/${folder}.page`, name: `${name}Page` },
    whereInput: { path: `${root}/dto/${folder}-where.input`, name: `${name}WhereInput` },
    listFilter: { path: `${root}/dto/${folder}-list.filter`, name: `${name}ListFilter` },
    orderByInput: { path: `${root}/dto/${folder}-order-by.input`, name: `${name}OrderByInput` },
    listQuery: { path: `${root}/dto/${folder}-list.query`, name: `${name}ListQuery` },
    listArgs: { path: `${root}/dto/${folder}-list.args`, name: `${name}ListArgs` },
    fixture: { path: `${root}/${folder}.fixture`, name: '' },
    test: { path: `${root}/${folder}.test`, name: '' },
  } as const;
}

/** Names of the functions and values that an entity's record file declares. */
export function recordNames({ accessor, name, pluralName }: EntityView) {
  return {
    select: `${accessor}Select`,
    toDto: `to${name}Dto`,
    list: `list${pluralName}`,
  };
}

/** The value that says who may do what with an entity. */
export function accessName({ accessor }: EntityView): string {
  return `${accessor}Access`;
}
