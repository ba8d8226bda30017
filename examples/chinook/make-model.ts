import { CHINOOK } from '@amplication/domain';
import { newExample } from '../new-example.ts';

/** The template that the product offers. */
export function makeModel() {
  return newExample('chinook', CHINOOK);
}
