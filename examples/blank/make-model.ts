import { newExample } from '../new-example.ts';

/** A service as it is right after it was created: no entity. */
export function makeModel() {
  return newExample('blank', { name: 'Blank', description: '', entities: [] });
}
