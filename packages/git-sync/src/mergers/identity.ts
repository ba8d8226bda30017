import { nodeIn, nodesIn, type SyntaxNode } from './syntax.ts';

/** The name under which an element of a list is known across the three sides; undefined: it is known by its content. */
export function findIdentity(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return `import ${importKind(node)} ${literalOf(nodeIn(node, 'source'))}`;
    case 'ExportNamedDeclaration': {
      const declaration = nodeIn(node, 'declaration');
      if (declaration !== undefined) return findIdentity(declaration);
      return `export ${String(node['exportKind'])} ${literalOf(nodeIn(node, 'source'))}`;
    }
    case 'ExportDefaultDeclaration':
      return 'export default';
    case 'VariableDeclaration':
      return `name ${nodesIn(node, 'declarations')
        .map((one) => nameOf(nodeIn(one, 'id')) ?? '?')
        .join(' ')}`;
    case 'ExpressionStatement':
      return callIdentity(nodeIn(node, 'expression'));
    case 'ClassPrivateProperty':
    case 'ClassPrivateMethod':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ClassMethod':
    case 'TSDeclareMethod':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'ObjectProperty':
    case 'ObjectMethod':
      return memberIdentity(node);
    case 'TSEnumMember':
      return named('name', nameOf(nodeIn(node, 'id')));
    case 'ImportSpecifier':
      return named('name', nameOf(nodeIn(node, 'local')));
    case 'ExportSpecifier':
      return named('name', nameOf(nodeIn(node, 'exported')));
    case 'ObjectExpression':
      return objectIdentity(node);
    default:
      return node.type.endsWith('Declaration') || node.type === 'TSDeclareFunction'
        ? named('name', nameOf(nodeIn(node, 'id')))
        : undefined;
  }
}

function importKind(node: SyntaxNode): string {
  const isNamespace = nodesIn(node, 'specifiers').some(({ type }) => type === 'ImportNamespaceSpecifier');
  return `${String(node['importKind'])}${isNamespace ? ' *' : ''}`;
}

function named(kind: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : `${kind} ${name}`;
}

/** Calls such as `describe('orders', …)` and `it('adds', …)`. */
function callIdentity(node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'CallExpression') return undefined;
  const callee = nameOf(nodeIn(node, 'callee'));
  const title = nodesIn(node, 'arguments')[0];
  return callee === undefined || title?.type !== 'StringLiteral' ? undefined : `call ${callee} ${literalOf(title)}`;
}

function memberIdentity(node: SyntaxNode): string | undefined {
  const key = nodeIn(node, 'key');
  if (node['computed'] === true) return undefined;
  const name = key?.type === 'PrivateName' ? `#${nameOf(nodeIn(key, 'id')) ?? ''}` : nameOf(key);
  const accessor = node['kind'] === 'get' || node['kind'] === 'set' ? node['kind'] : '';
  return named(['member', node['static'] === true ? 'static' : '', accessor].filter(Boolean).join(' '), name);
}

/** An object in an array is known by what names it. */
function objectIdentity(node: SyntaxNode): string | undefined {
  for (const naming of ['name', 'id', 'path', 'provide']) {
    const property = nodesIn(node, 'properties').find((one) => nameOf(nodeIn(one, 'key')) === naming);
    const value = property === undefined ? undefined : nameOf(nodeIn(property, 'value'));
    if (value !== undefined) return `object ${naming} ${value}`;
  }
  return undefined;
}

function nameOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Identifier' && typeof node['name'] === 'string') return node['name'];
  return node?.type === 'StringLiteral' || node?.type === 'NumericLiteral' ? literalOf(node) : undefined;
}

function literalOf(node: SyntaxNode | undefined): string {
  const value = node?.['value'];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
