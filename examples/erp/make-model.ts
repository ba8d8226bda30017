import type { FieldInput } from '@amplication/domain';
import { entity, field, newExample, options, toOne, type EntityTemplate } from '../new-example.ts';

/** Each area has a root that its documents belong to; a document has lines, and a log. */
const AREAS = {
  Sales: ['Quote', 'SalesOrder', 'Delivery', 'SalesInvoice', 'Rebate'],
  Purchasing: ['Requisition', 'PurchaseOrder', 'GoodsReceipt', 'PurchaseInvoice', 'VendorContract'],
  Inventory: ['Warehouse', 'StockMove', 'StockCount', 'Lot', 'TransferOrder'],
  Production: ['BillOfMaterial', 'Routing', 'WorkOrder', 'WorkCenter', 'QualityCheck'],
  Finance: ['Ledger', 'JournalEntry', 'Payment', 'Budget', 'FiscalPeriod'],
  People: ['Employee', 'Position', 'Contract', 'Timesheet', 'Leave'],
} as const;
/** Five documents an area, each with a line, make 60. */
const SUFFIXES = ['', 'Line'] as const;

const common = (): readonly FieldInput[] => [
  field('code', { kind: 'single-line-text', maxLength: 30 }, { required: true, unique: true }),
  field('title', { kind: 'single-line-text', maxLength: 160 }, { required: true, searchable: true }),
  field('remarks', { kind: 'multi-line-text' }),
  field('state', options('Draft', 'Released', 'Closed'), { required: true, searchable: true }),
  field('amount', { kind: 'decimal-number', precision: 16, scale: 4 }, { searchable: true }),
  field('quantity', { kind: 'whole-number', minimum: 0 }),
  field('validFrom', { kind: 'date-time' }, { searchable: true }),
  field('locked', { kind: 'boolean' }, { required: true }),
  field('extra', { kind: 'json' }),
];

/** 60 entities in six areas, chained within an area and from one area to the next. */
export function makeModel() {
  const documents = Object.values(AREAS).flat();
  const entities = documents.flatMap((name, index) =>
    SUFFIXES.map((suffix) => (suffix === '' ? toDocument(name, documents[index - 1]) : toLine(name))),
  );
  return newExample('erp', { name: 'ERP', description: 'An enterprise in 60 entities.', entities });
}

function toDocument(name: string, before: string | undefined): EntityTemplate {
  const follows = before === undefined ? [] : [toOne('follows', before, 'followers')];
  return entity(name, common(), [...follows, toOne('correctionOf', name, 'corrections')]);
}

function toLine(name: string): EntityTemplate {
  return entity(`${name}Line`, common(), [toOne('head', name, 'lines', { required: true, onDelete: 'cascade' })]);
}
