import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { MAXIMUM_TAKE } from "../list-query.js";

/** The most records that one query may ask for, pages of pages multiplied. */
const MOST_RECORDS = 10_000;
const USUAL_TAKE = 50;
const DEEPEST = 12;

/** Refuses queries that would read too much, before any of it is read. */
export function limitCost(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      const cost = costOf(context, node.selectionSet, DEEPEST);
      if (cost <= MOST_RECORDS) return;
      context.reportError(
        new GraphQLError(
          `This query asks for more than ${MOST_RECORDS} records: take fewer, or go less deep.`,
          { nodes: node },
        ),
      );
    },
  };
}

function costOf(
  context: ValidationContext,
  set: SelectionSetNode | undefined,
  depth: number,
): number {
  if (set === undefined) return 0;
  if (depth === 0) return Infinity;
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const inner = costOf(context, selection.selectionSet, depth - 1);
      const records = selection.selectionSet === undefined ? 0 : 1;
      cost += takeOf(selection) * (records + inner);
    } else {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? context.getFragment(selection.name.value)
          : selection;
      cost += costOf(context, fragment?.selectionSet, depth - 1);
    }
  }
  return cost;
}

/** How many records a field may answer: only pages have `items`. */
function takeOf({ arguments: given = [], selectionSet }: FieldNode): number {
  const isPage = selectionSet?.selections.some(
    (each) => each.kind !== Kind.FIELD || each.name.value === "items",
  );
  if (isPage !== true) return 1;
  const take = given.find(({ name }) => name.value === "take")?.value;
  if (take === undefined) return USUAL_TAKE;
  return take.kind === Kind.INT ? Number(take.value) : MAXIMUM_TAKE;
}
