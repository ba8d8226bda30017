import {
  ENTITY_ACTIONS,
  type EntityAction,
  type EntityPermissions,
  type FieldPermission,
  type Permission,
} from '@amplication/domain';
import type { FieldView } from './entity-view.ts';

/** Who may do one thing, as the form holds it: the roles stay while another kind is looked at. */
export interface ActionValues {
  readonly kind: Permission['kind'];
  readonly roleIds: string[];
}

/** One rule of one field, as a row of the form. */
export interface FieldRuleRow {
  readonly key: string;
  readonly fieldId: string | null;
  readonly action: FieldPermission['action'];
  readonly roleIds: string[];
}

/** The permissions of an entity as the form holds them; paths are those of the API. */
export interface PermissionValues {
  readonly permissions: Readonly<Record<EntityAction, ActionValues>> & { readonly fields: readonly FieldRuleRow[] };
}

/** What the form starts with. */
export function toPermissionValues(permissions: EntityPermissions): PermissionValues {
  const toAction = (action: EntityAction): ActionValues => {
    const permission = permissions[action];
    return { kind: permission.kind, roleIds: permission.kind === 'roles' ? [...permission.roleIds] : [] };
  };
  return {
    permissions: {
      view: toAction('view'),
      search: toAction('search'),
      create: toAction('create'),
      update: toAction('update'),
      delete: toAction('delete'),
      fields: permissions.fields.map(({ fieldId, action, roleIds }) => ({
        key: `${fieldId} ${action}`,
        fieldId,
        action,
        roleIds: [...roleIds],
      })),
    },
  };
}

/** The form's values as they are saved; a row without a field says nothing. */
export function toPermissions({ permissions }: PermissionValues): EntityPermissions {
  const toPermission = ({ kind, roleIds }: ActionValues): Permission =>
    kind === 'roles' ? { kind, roleIds } : { kind };
  return {
    view: toPermission(permissions.view),
    search: toPermission(permissions.search),
    create: toPermission(permissions.create),
    update: toPermission(permissions.update),
    delete: toPermission(permissions.delete),
    fields: permissions.fields.flatMap(({ fieldId, action, roleIds }) =>
      fieldId === null ? [] : [{ fieldId, action, roleIds }],
    ),
  };
}

/** What is missing before the server can be asked, by the path of the input. */
export function toPermissionFaults({ permissions }: PermissionValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const action of ENTITY_ACTIONS) {
    const { kind, roleIds } = permissions[action];
    if (kind === 'roles' && roleIds.length === 0) faults[`permissions.${action}.roleIds`] = 'Choose a role.';
  }
  const seen = new Set<string>();
  permissions.fields.forEach(({ fieldId, action, roleIds }, index) => {
    const path = `permissions.fields.${index}`;
    const name = `${fieldId} ${action}`;
    if (fieldId === null) faults[`${path}.fieldId`] = 'Choose a field.';
    else if (seen.has(name)) faults[`${path}.fieldId`] = 'There is a rule for this already.';
    if (roleIds.length === 0) faults[`${path}.roleIds`] = 'Choose a role.';
    seen.add(name);
  });
  return faults;
}

/** The server's faults at the inputs that show them: of an action at its roles, of a rule at its field. */
export function toShownPath(path: string): string {
  if (/^permissions\.fields\.\d+$/u.test(path)) return `${path}.fieldId`;
  return ENTITY_ACTIONS.some((action) => path === `permissions.${action}`) ? `${path}.roleIds` : path;
}

/** Fields that a rule can name: every one but the id, which all that may see the record need. */
export function listRuleFields(fields: readonly FieldView[]): readonly FieldView[] {
  return fields.filter(({ type }) => type.kind !== 'id');
}
