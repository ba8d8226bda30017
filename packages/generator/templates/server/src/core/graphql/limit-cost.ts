import {
  getNamedType,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type InlineFragmentNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { MAXIMUM_TAKE } from "../list-query.js";

/** The most records that one query may ask for, pages of pages multiplied. */
const MOST_RECORDS = 10_000;
const DEEPEST = 12;

/** How many records are asked for, and in how many steps from one to the next. */
interface Cost {
  records: number;
  depth: number;
}

type Parent = GraphQLNamedType | null | undefined;
type Fragment = InlineFragmentNode | FragmentSpreadNode;

const NOTHING: Cost = { records: 0, depth: 0 };

/** Refuses queries that would read too much, before any of it is read. */
export function limitCost(context: ValidationContext): ASTVisitor {
  const meter = new CostMeter(context);
  return {
    OperationDefinition(node) {
      const root = context.getSchema().getRootType(node.operation);
      const { records, depth } = meter.costOf(node.selectionSet, root);
      if (records <= MOST_RECORDS && depth <= DEEPEST) return;
      context.reportError(
        new GraphQLError(
          `This query asks for more than ${MOST_RECORDS} records: take fewer, or go less deep.`,
          { nodes: node },
        ),
      );
    },
  };
}

class CostMeter {
  /** What is looked at once is not looked at again, however often it is spread. */
  private readonly fragments = new Map<string, Cost>();

  constructor(private readonly context: ValidationContext) {}

  costOf(set: SelectionSetNode, type: Parent): Cost {
    let { records, depth } = NOTHING;
    for (const selection of set.selections) {
      const cost =
        selection.kind === Kind.FIELD
          ? this.fieldCost(selection, type)
          : this.fragmentCost(selection, type);
      records += cost.records;
      depth = Math.max(depth, cost.depth);
    }
    return { records, depth };
  }

  /** A field of a type, unless another rule complains that there is none; values and the schema's own description are free. */
  private fieldCost(node: FieldNode, type: Parent): Cost {
    const hasFields = isObjectType(type) || isInterfaceType(type);
    const field = hasFields ? type.getFields()[node.name.value] : undefined;
    if (field === undefined || node.selectionSet === undefined) return NOTHING;
    const inner = this.costOf(node.selectionSet, getNamedType(field.type));
    const take = field.args.find(({ name }) => name === "take");
    // Its items are counted, not the page around them; their number alone is a question, too.
    const records =
      take === undefined
        ? 1 + inner.records
        : Math.max(1, takeOf(node, take) * inner.records);
    return { records, depth: inner.depth + 1 };
  }

  private fragmentCost(node: Fragment, around: Parent): Cost {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const { typeCondition, selectionSet } = node;
      return this.costOf(selectionSet, this.typeOf(typeCondition) ?? around);
    }
    const name = node.name.value;
    const known = this.fragments.get(name);
    if (known !== undefined) return known;
    const fragment = this.context.getFragment(name);
    if (fragment == null) return NOTHING;
    // Another rule refuses fragments that spread themselves.
    this.fragments.set(name, NOTHING);
    const type = this.typeOf(fragment.typeCondition);
    const cost = this.costOf(fragment.selectionSet, type);
    this.fragments.set(name, cost);
    return cost;
  }

  private typeOf(condition: InlineFragmentNode["typeCondition"]) {
    return condition === undefined
      ? undefined
      : this.context.getSchema().getType(condition.name.value);
  }
}

/** How many records a page may hold; a variable may ask for all. */
function takeOf(
  { arguments: given = [] }: FieldNode,
  { defaultValue }: GraphQLArgument,
): number {
  const value = given.find(({ name }) => name.value === "take")?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  return value === undefined && typeof defaultValue === "number"
    ? defaultValue
    : MAXIMUM_TAKE;
}
