import { z } from 'zod';

/** What can be allowed on an entity: `view` gets one record, `search` lists them. */
export const ENTITY_ACTIONS = ['view', 'search', 'create', 'update', 'delete'] as const;
export type EntityAction = (typeof ENTITY_ACTIONS)[number];

/** Who may: everybody, whoever signed in, users with one of some roles, or nobody. */
export const permissionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('public') }),
  z.object({ kind: z.literal('all-roles') }),
  z.object({ kind: z.literal('roles'), roleIds: z.array(z.string()).min(1).max(100).readonly() }),
  z.object({ kind: z.literal('disabled') }),
]);

/** Narrows an action for one field: only users with one of these roles see it, or may set it. */
export const fieldPermissionSchema = z.object({
  fieldId: z.string(),
  action: z.enum(['view', 'create', 'update']),
  roleIds: z.array(z.string()).min(1).max(100).readonly(),
});

export const entityPermissionsSchema = z.object({
  view: permissionSchema,
  search: permissionSchema,
  create: permissionSchema,
  update: permissionSchema,
  delete: permissionSchema,
  fields: z.array(fieldPermissionSchema).max(1_000).readonly(),
});

export const roleSchema = z.object({
  id: z.string(),
  /** What tokens and the database hold, such as `sales-manager`. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Small letters, digits and -, starting with a letter.'),
  displayName: z.string().min(1).max(200),
});

export type Permission = z.infer<typeof permissionSchema>;
export type FieldPermission = z.infer<typeof fieldPermissionSchema>;
export type EntityPermissions = z.infer<typeof entityPermissionsSchema>;
export type Role = z.infer<typeof roleSchema>;

/** The same permission for every action, no field apart. */
export function samePermissions(permission: Permission): EntityPermissions {
  return {
    view: permission,
    search: permission,
    create: permission,
    update: permission,
    delete: permission,
    fields: [],
  };
}
