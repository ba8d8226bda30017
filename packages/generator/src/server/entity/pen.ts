import { code, lines } from '../../source/code.ts';
import { headedCall, parenthesised, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { handlerAccess, type HandlerAccess } from './handlers.ts';
import { entityPaths } from './paths.ts';

/** What the handlers of one controller or resolver are written with. */
export interface Pen {
  readonly service: ServiceView;
  readonly entity: EntityView;
  readonly file: SourceFile;
  readonly access: HandlerAccess;
  /** The class of what is answered for a record. */
  readonly dto: string;
}

/** A handler. */
export interface Method {
  readonly decorators: readonly Doc[];
  readonly name: string;
  readonly parameters: readonly Doc[];
  readonly result: string;
  readonly body: Doc;
  /** Statements before the body that ask who the user is. */
  readonly checks?: readonly Doc[];
  /** The body does not ask that. */
  readonly isUserless?: boolean;
}

/** A pen for a file, which gets the imports. */
export function takePen(service: ServiceView, entity: EntityView, file: SourceFile): Pen {
  const { dto } = entityPaths(entity);
  return {
    service,
    entity,
    file,
    access: handlerAccess(service, file),
    // An entity of which nothing but lists or deletion is offered does not need it.
    get dto() {
      return file.import(dto.name, dto.path);
    },
  };
}

/** A handler of a controller or a resolver; the last parameter is the user where somebody asks for it. */
export function method({ access }: Pen, given: Method): Doc {
  const { checks = [], isUserless = false } = given;
  const wantsUser = access.user !== undefined && (!isUserless || checks.length > 0);
  const parameters = wantsUser && access.user !== undefined ? [...given.parameters, access.user()] : given.parameters;
  return code`
    ${present(given.decorators)}
    async ${given.name}${parenthesised(parameters)}: Promise<${given.result}> {
      ${lines([...checks, given.body])}
    }
  `;
}

/** Answers a record, without what the user may not see. */
export function shown(
  { entity, access }: Pen,
  callee: string,
  parameters: readonly string[],
  check: Doc = '',
): Pick<Method, 'body' | 'isUserless'> {
  const hides = access.hides(entity);
  const answer = hides
    ? [[headedCall('const item =', `await ${callee}`, parameters), ';'], code`return ${access.hide(entity, 'item')};`]
    : [code`return ${callee}${parenthesised(parameters)};`];
  return { body: present([check, ...answer]), isUserless: check === '' && !hides };
}

/** The lines that are not empty. */
export function present(all: readonly Doc[]): Doc {
  return lines(all.filter((each) => each !== ''));
}
