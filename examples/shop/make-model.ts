import {
  addRelation,
  samePermissions,
  toDisplayName,
  updateEntity,
  updateField,
  type Entity,
  type FieldId,
  type FieldInput,
  type RelationInput,
  type ServiceModel,
} from '@amplication/domain';
import { entity, field, newExample, options, toOne } from '../new-example.ts';

const required = { required: true };
const searchable = { searchable: true };
const text = (name: string, maxLength: number, more: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'single-line-text', maxLength }, more);
const money = (name: string, more: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'decimal-number', precision: 12, scale: 2, minimum: 0 }, more);
const choices = (...values: readonly string[]) =>
  values.map((value) => ({ id: `option-${value}`, value, label: value }));

const ENTITIES = [
  entity('User', [
    field('username', { kind: 'username' }, { ...required, unique: true, ...searchable }),
    field('password', { kind: 'password', minLength: 12 }, required),
    field('roles', { kind: 'roles' }, { ...required, ...searchable }),
    field('email', { kind: 'email' }, { unique: true }),
  ]),
  entity(
    'Category',
    [text('name', 60, { ...required, unique: true }), field('description', { kind: 'multi-line-text' }, searchable)],
    [toOne('parent', 'Category', 'children', { onDelete: 'restrict' })],
  ),
  entity('Supplier', [
    text('companyName', 120, { ...required, ...searchable, attributes: '@map("company_name") @db.VarChar(120)' }),
    field('email', { kind: 'email' }, { ...required, unique: true }),
    field('homepage', { kind: 'single-line-text', pattern: 'https?://\\S+', default: 'https://example.com' }, required),
    field('active', { kind: 'boolean', default: true }, { ...required, ...searchable }),
    field('warehouse', { kind: 'geographic-location' }, searchable),
    field('office', { kind: 'geographic-location' }, required),
    field('workday', { kind: 'date-time', format: 'local' }, searchable),
  ]),
  entity(
    'Product',
    [
      field('name', { kind: 'single-line-text', minLength: 2, maxLength: 200 }, { ...required, ...searchable }),
      text('sku', 20, { ...required, unique: true }),
      field('code', { kind: 'single-line-text' }, { unique: true }),
      money('price', { ...required, ...searchable }),
      field('cost', { kind: 'decimal-number', precision: 12, scale: 4, default: 0.5 }, searchable),
      field('weight', { kind: 'float-number', minimum: 0 }, searchable),
      field('tiny', { kind: 'decimal-number', precision: 30, scale: 20, minimum: 1e-7, maximum: 1 }),
      field('stock', { kind: 'whole-number', minimum: 0, default: 0 }, { ...required, ...searchable }),
      field('views', { kind: 'whole-number', minimum: 0, maximum: 9_000_000_000_000 }, searchable),
      field('sold', { kind: 'whole-number', size: '64-bit' }),
      field('rank', { kind: 'whole-number', minimum: -40, maximum: 0 }, { attributes: '@db.SmallInt' }),
      field('attributes', { kind: 'json' }),
      field('settings', { kind: 'json' }, required),
      field('notes', { kind: 'multi-line-text', maxLength: 400 }, searchable),
      field(
        'status',
        { kind: 'option-set', options: choices('Draft', 'OnSale', 'Discontinued'), default: 'Draft' },
        { ...required, ...searchable },
      ),
      field('size', options('S', 'M', 'L'), searchable),
      field(
        'labels',
        { kind: 'multi-select-option-set', options: choices('New', 'Green', 'Heavy'), default: ['New'] },
        { ...required, ...searchable },
      ),
      field('discontinued', { kind: 'boolean' }, searchable),
      field('availableFrom', { kind: 'date-time', default: 'now' }, searchable),
      field('released', { kind: 'date-time', format: 'date' }, searchable),
      field('photo', { kind: 'file', maxBytes: 1_000_000, mediaTypes: ['image/*'] }),
      field('manual', { kind: 'file' }),
    ],
    [
      toOne('category', 'Category', 'products', required),
      toOne('supplier', 'Supplier', 'products'),
      toOne('secondSupplier', 'Supplier', 'alternatives', { onDelete: 'cascade' }),
    ],
  ),
  entity('Customer', [
    text('name', 120, { ...required, ...searchable }),
    field('email', { kind: 'email' }, { unique: true, ...searchable }),
    field('loyaltyNumber', { kind: 'whole-number', minimum: 1 }, { unique: true }),
    field('kind', options('Person', 'Company'), searchable),
    field('bornOn', { kind: 'date-time', format: 'date' }),
  ]),
  entity('Passport', [text('code', 30, { ...required, unique: true })]),
  entity(
    'Order',
    [
      field('orderedAt', { kind: 'date-time' }, { ...required, ...searchable }),
      field('status', options('Open', 'Paid', 'Shipped', 'Cancelled'), { ...required, ...searchable }),
      text('country', 2, searchable),
      text('city', 80, searchable),
      money('freight'),
    ],
    [
      toOne('customer', 'Customer', 'orders', required),
      toOne('billedTo', 'Customer', 'bills'),
      toOne('clerk', 'User', 'handledOrders'),
    ],
  ),
  entity(
    'OrderLine',
    [
      field('quantity', { kind: 'whole-number', minimum: 1 }, required),
      money('unitPrice', required),
      field('discount', { kind: 'decimal-number', precision: 4, scale: 4, minimum: 0 }),
    ],
    [
      toOne('order', 'Order', 'lines', { required: true, onDelete: 'cascade' }),
      toOne('product', 'Product', 'orderLines', required),
    ],
  ),
];

const STRATEGIES = { Category: 'cuid', Order: 'auto-increment', Supplier: 'auto-increment-64' } as const;

/** After Northwind: every data type, every option of each, every kind of relation and of permission that a model can have. */
export function makeModel(): ServiceModel {
  const description = 'A shop: products, suppliers, customers and their orders.';
  const model = newExample('shop', { name: 'Shop', description, entities: ENTITIES });
  return [withStrategies, withLinks, withKeys, withSignIn, withPermissions].reduce(
    (current, step) => step(current),
    model,
  );
}

const find = (model: ServiceModel, name: string): Entity => {
  const found = model.entities.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`The shop has no ${name}.`);
  return found;
};
const fieldId = (owner: Entity, name: string): FieldId => {
  const found = owner.fields.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${owner.name} has no ${name}.`);
  return found.id;
};

function withStrategies(model: ServiceModel): ServiceModel {
  return Object.entries(STRATEGIES).reduce((current, [name, strategy]) => {
    const owner = find(current, name);
    return updateField(current, owner.id, fieldId(owner, 'id'), { type: { kind: 'id', strategy } });
  }, model);
}

/** Relations that are not many-to-one. */
function withLinks(model: ServiceModel): ServiceModel {
  const relate = (
    current: ServiceModel,
    from: string,
    name: string,
    to: string,
    inverse: string,
    more: Partial<RelationInput>,
  ): ServiceModel =>
    addRelation(current, find(current, from).id, {
      id: `relation-${from}-${name}` as FieldId,
      inverseId: `relation-${to}-${inverse}` as FieldId,
      name,
      displayName: toDisplayName(name),
      required: false,
      entityId: find(current, to).id,
      onDelete: 'cascade',
      inverse: { name: inverse, displayName: toDisplayName(inverse) },
      ...more,
    });
  const orders = relate(model, 'Order', 'products', 'Product', 'orders', { relation: 'many-to-many' });
  const similar = relate(orders, 'Product', 'similar', 'Product', 'similarTo', { relation: 'many-to-many' });
  return relate(similar, 'Passport', 'holder', 'Customer', 'passport', { relation: 'one-to-one', required: true });
}

function withKeys(model: ServiceModel): ServiceModel {
  const order = find(model, 'Order');
  const line = find(model, 'OrderLine');
  const places = updateEntity(model, order.id, {
    attributes: '@@map("orders")',
    indexes: [{ id: 'index-place', fieldIds: [fieldId(order, 'country'), fieldId(order, 'city')] }],
  });
  return updateEntity(places, line.id, {
    uniqueKeys: [{ id: 'key-line', fieldIds: [fieldId(line, 'order'), fieldId(line, 'product')] }],
  });
}

function withSignIn(model: ServiceModel): ServiceModel {
  const roles = ['admin', 'manager', 'clerk'].map((name) => ({ id: `role-${name}`, name, displayName: name }));
  return { ...model, roles, authEntityId: find(model, 'User').id };
}

function withPermissions(model: ServiceModel): ServiceModel {
  const all = { kind: 'all-roles' } as const;
  const only = (...names: readonly string[]) =>
    ({ kind: 'roles', roleIds: names.map((name) => `role-${name}`) }) as const;
  const set = (current: ServiceModel, name: string, permissions: Entity['permissions']): ServiceModel =>
    updateEntity(current, find(current, name).id, { permissions });
  const product = find(model, 'Product');
  const steps: readonly (readonly [string, Entity['permissions']])[] = [
    ['User', samePermissions(only('admin'))],
    [
      'Category',
      { ...samePermissions(only('admin', 'manager')), view: { kind: 'public' }, search: { kind: 'public' } },
    ],
    ['Supplier', samePermissions(only('admin', 'manager'))],
    [
      'Product',
      {
        ...samePermissions(only('admin', 'manager')),
        view: all,
        search: all,
        fields: [
          { fieldId: fieldId(product, 'cost'), action: 'view', roleIds: ['role-manager'] },
          { fieldId: fieldId(product, 'cost'), action: 'create', roleIds: ['role-manager'] },
          { fieldId: fieldId(product, 'cost'), action: 'update', roleIds: ['role-manager'] },
          { fieldId: fieldId(product, 'photo'), action: 'update', roleIds: ['role-manager'] },
        ],
      },
    ],
    ['Customer', samePermissions(all)],
    ['Passport', { ...samePermissions(only('admin')), delete: { kind: 'disabled' } }],
    ['Order', { ...samePermissions(all), delete: only('admin') }],
    ['OrderLine', samePermissions(all)],
  ];
  return steps.reduce((current, [name, permissions]) => set(current, name, permissions), model);
}
