import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eeecff',
  '#dad6fd',
  '#b3abf5',
  '#8a7dee',
  '#6755e8',
  '#5b4ee5',
  '#4a3cd8',
  '#3d30bd',
  '#352aa9',
  '#2c2294',
];

/** Calm and dense: one accent, small radius, the system's own typeface. */
export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand: indigo },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '600' },
  components: { Button: { defaultProps: { size: 'sm' } }, Table: { defaultProps: { verticalSpacing: 'xs' } } },
});

/** Text in colour and dimmed text with enough contrast to be read (WCAG AA) in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-orange-text': 'var(--mantine-color-orange-9)',
    '--mantine-color-green-text': 'var(--mantine-color-green-9)',
    '--mantine-color-red-text': 'var(--mantine-color-red-9)',
    '--mantine-color-blue-text': 'var(--mantine-color-blue-8)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-red-text': 'var(--mantine-color-red-4)',
    '--mantine-color-brand-text': 'var(--mantine-color-brand-2)',
    '--mantine-color-anchor': 'var(--mantine-color-brand-2)',
  },
});
