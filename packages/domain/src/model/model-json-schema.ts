import { z } from 'zod';
import { serviceModelSchema } from './service-model.ts';

/** The shape of a model file as JSON Schema, for editors and other programs; rules between parts of a model are beyond it. */
export function toModelJsonSchema(): object {
  return { title: 'Service model', ...z.toJSONSchema(serviceModelSchema, { unrepresentable: 'any' }) };
}
