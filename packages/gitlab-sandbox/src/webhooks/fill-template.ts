/** The body of a delivery: the data as JSON, or the hook's own template with `{{paths.into.it}}` filled in. */
export function fillTemplate(template: string | null, data: Readonly<Record<string, unknown>>): string {
  if (template === null || template === '') return JSON.stringify(data);
  return template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_match, path: string) => {
    const value = path.split('.').reduce<unknown>((inner, key) => {
      if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
      return (inner as Readonly<Record<string, unknown>>)[key];
    }, data);
    if (value === undefined || value === null) return '';
    // Within a JSON text, so that quotes and line breaks do not end it.
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  });
}
