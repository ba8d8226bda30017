import { listProjectLabels } from '../planning/labels.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Label } from '../state/planning-state.ts';
import type { Project } from '../state/sandbox-state.ts';

/** The labels of these names, as `with_labels_details` shows them. */
export function presentLabels(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  names: readonly string[],
): readonly unknown[] {
  return listProjectLabels(context, project)
    .filter(({ name }) => names.includes(name))
    .map(presentLabelBasic);
}

/** A label without counts, as lists of labels, merge requests and issues show it. */
export function presentLabelBasic(label: Label): Record<string, unknown> {
  return {
    id: label.id,
    name: label.name,
    description: label.description,
    description_html: label.description ?? '',
    text_color: isLight(label.color) ? '#1F1E24' : '#FFFFFF',
    color: label.color,
  };
}

function isLight(color: string): boolean {
  const hex = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return (red * 299 + green * 587 + blue * 114) / 1000 > 150;
}
