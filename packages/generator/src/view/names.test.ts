import {
  addEntity,
  addField,
  initialFields,
  updateEntity,
  type EntityId,
  type FieldId,
  type ServiceModel,
} from '@amplication/domain';
import { describe, expect, it } from 'vitest';
import { countingIds, emptyModel, fieldInput } from '../testing/models.ts';
import { optionSetNames } from './names.ts';

const newId = countingIds();
const withEntity = (model: ServiceModel, name: string): ServiceModel =>
  addEntity(model, { id: name as EntityId, name, displayName: name, fields: initialFields(newId) });

/** Orders with a status, and bills, whose table has this name. */
function orders(table: string, database: ServiceModel['database'] = 'postgresql'): ServiceModel {
  const entities = withEntity(withEntity({ ...emptyModel('Orders', 'orders'), database }, 'Order'), 'Bill');
  const options = [{ value: 'Open', label: 'Open' }];
  const status = { ...fieldInput('status', { kind: 'option-set', options }), id: 'status' as FieldId };
  const attributes = `@@map("${table}")`;
  return updateEntity(addField(entities, 'Order' as EntityId, status), 'Bill' as EntityId, { attributes });
}

describe('the name of an option set', () => {
  it('is that of its entity and its field', () => {
    expect([...optionSetNames(orders('bills')).values()]).toEqual(['OrderStatus']);
  });

  it('is spelled apart where a table of PostgreSQL has it: each table is a type there, too', () => {
    expect([...optionSetNames(orders('OrderStatus')).values()]).toEqual(['Order_status']);
    expect([...optionSetNames(withEntity(orders('Order_status'), 'OrderStatus')).values()]).toEqual(['Order_status_']);
  });

  it('stays where the table is another in PostgreSQL, or where MySQL gives the options no name', () => {
    expect([...optionSetNames(orders('order_status')).values()]).toEqual(['OrderStatus']);
    expect([...optionSetNames(orders('OrderStatus', 'mysql')).values()]).toEqual(['OrderStatus']);
  });
});
