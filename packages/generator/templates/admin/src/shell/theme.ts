import {
  Badge,
  createTheme,
  PillsInputField,
  type CSSVariablesResolver,
} from "@mantine/core";

export const theme = createTheme({
  // Shades that can be read on their backgrounds (WCAG AA).
  primaryShade: 8,
  components: {
    // What it says is never cut: it wraps where the text around it does.
    Badge: Badge.extend({
      styles: {
        root: { height: "auto", minHeight: "var(--badge-height)" },
        label: { overflow: "visible", whiteSpace: "inherit" },
      },
    }),
    // Choices need no empty line below them to type in.
    PillsInputField: PillsInputField.extend({
      styles: { field: { minWidth: "3rem" } },
    }),
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-anchor": "var(--mantine-color-blue-8)",
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-7)",
    "--mantine-color-error": "var(--mantine-color-red-9)",
  },
  dark: {
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-1)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
  },
});
