import { compareText } from '../../view/compare-text.ts';
import { code } from '../../source/code.ts';
import { arrayOf, objectOf } from '../../source/doc.ts';
import { printDoc } from '../../source/print-doc.ts';

/** `app.module.ts` with one more module; undefined when the text is not as it is generated. */
export function addModule(text: string, name: string, from: string): string | undefined {
  const [whole, list = ''] = /@Module\(\{\s*imports: \[([^\]]*)\],?\s*\}\)/u.exec(text) ?? [];
  const names = list.split(',').map((each) => each.trim());
  const modules = names.filter((each) => each !== '');
  if (whole === undefined || modules.includes(name)) return undefined;
  const decorator = printDoc(code`@Module(${objectOf([['imports: ', arrayOf([...modules, name])]])})`);
  return addImport(
    text.replace(whole, () => decorator.trimEnd()),
    name,
    from,
  );
}

/** The module of an entity, with another class behind the name of its service. */
export function provideInstead(text: string, provided: string, by: string, from: string): string | undefined {
  const [whole, list = ''] = /  providers: \[([^\]{]*)\],\n/u.exec(text) ?? [];
  const providers = list.split(',').map((each) => each.trim());
  const others = providers.filter((each) => each !== '' && each !== provided);
  if (whole === undefined || !providers.includes(provided)) return undefined;
  const instead = objectOf([`provide: ${provided}`, `useClass: ${by}`]);
  // The formatter breaks a list that it finds with an object in front as it breaks any other.
  const line = printDoc(code`
    {
      providers: ${arrayOf([instead, ...others])},
    }
  `);
  const inner = line.split('\n').slice(1, -2).join('\n');
  return addImport(
    text.replace(whole, () => `${inner}\n`),
    by,
    from,
  );
}

/** One more import, in the order of the generated ones: packages, then own files, each by name. */
function addImport(text: string, name: string, from: string): string {
  const statements = [...text.matchAll(/^import [^;]*? from "([^"]+)";\n/gmu)];
  const isBehind = (specifier: string): boolean => specifier.startsWith('.') && compareText(specifier, from) > 0;
  const next = statements.find(([, specifier = '']) => isBehind(specifier));
  const last = statements.at(-1);
  const at = next?.index ?? (last === undefined ? 0 : last.index + last[0].length);
  const flat = `import { ${name} } from "${from}";\n`;
  return `${text.slice(0, at)}${flat}${text.slice(at)}`;
}
