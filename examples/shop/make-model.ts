import { updateField, type FieldInput, type ServiceModel } from '@amplication/domain';
import { entity, field, newExample, options, toOne } from '../new-example.ts';

const required = { required: true };
const searchable = { searchable: true };
const text = (name: string, maxLength: number, more: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'single-line-text', maxLength }, more);
const money = (name: string, more: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'decimal-number', precision: 12, scale: 2, minimum: 0 }, more);

const ENTITIES = [
  entity(
    'Category',
    [text('name', 60, { ...required, unique: true }), field('description', { kind: 'multi-line-text' }, searchable)],
    [toOne('parent', 'Category', 'children', { onDelete: 'restrict' })],
  ),
  entity('Supplier', [
    text('companyName', 120, { ...required, ...searchable }),
    field('email', { kind: 'email' }, { ...required, unique: true }),
    field('homepage', { kind: 'single-line-text' }),
    field('active', { kind: 'boolean' }, { ...required, ...searchable }),
  ]),
  entity(
    'Product',
    [
      text('name', 200, { ...required, ...searchable }),
      text('sku', 20, { ...required, unique: true }),
      money('price', { ...required, ...searchable }),
      field('weight', { kind: 'decimal-number', precision: 10, scale: 3 }),
      field('tiny', { kind: 'decimal-number', precision: 30, scale: 20, minimum: 1e-7, maximum: 1 }),
      field('stock', { kind: 'whole-number', minimum: 0 }, { ...required, ...searchable }),
      field('views', { kind: 'whole-number', minimum: 0, maximum: 9_000_000_000_000 }),
      field('temperature', { kind: 'whole-number', minimum: -40, maximum: 0 }),
      field('attributes', { kind: 'json' }),
      field('settings', { kind: 'json' }, required),
      field('notes', { kind: 'multi-line-text', maxLength: 400 }, searchable),
      field('status', options('Draft', 'OnSale', 'Discontinued'), { ...required, ...searchable }),
      field('size', options('S', 'M', 'L')),
      field('discontinued', { kind: 'boolean' }, searchable),
      field('availableFrom', { kind: 'date-time' }, searchable),
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
    field('bornAt', { kind: 'date-time' }),
  ]),
  entity(
    'Order',
    [
      field('orderedAt', { kind: 'date-time' }, { ...required, ...searchable }),
      field('status', options('Open', 'Paid', 'Shipped', 'Cancelled'), { ...required, ...searchable }),
      money('freight'),
    ],
    [toOne('customer', 'Customer', 'orders', required), toOne('billedTo', 'Customer', 'bills')],
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

const STRATEGIES = { Category: 'cuid', Order: 'auto-increment' } as const;

/** After Northwind: every data type, every option of each and every kind of relation that a model can have. */
export function makeModel(): ServiceModel {
  const description = 'A shop: products, suppliers, customers and their orders.';
  const model = newExample('shop', { name: 'Shop', description, entities: ENTITIES });
  return Object.entries(STRATEGIES).reduce((current, [name, strategy]) => {
    const owner = current.entities.find((candidate) => candidate.name === name);
    const id = owner?.fields.find(({ type }) => type.kind === 'id');
    if (owner === undefined || id === undefined) throw new Error(`The shop has no ${name}.`);
    return updateField(current, owner.id, id.id, { type: { kind: 'id', strategy } });
  }, model);
}
