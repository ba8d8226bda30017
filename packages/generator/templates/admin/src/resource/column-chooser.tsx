import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useAdmin } from "../data/admin.js";
import type { Field } from "../fields/field.js";
import { visibleFields, type Resource } from "./resource.js";

/** The columns of a list that somebody sees: the page's own, or those that he chose in this browser. */
export function useColumns(resource: Resource, columns: readonly Field[]) {
  const { viewer } = useAdmin();
  const [chosen, setChosen] = useLocalStorage<readonly string[] | null>({
    key: `columns:${resource.route}`,
    defaultValue: null,
  });
  const visible = visibleFields(resource, viewer);
  const offered = visible.filter(
    (field) => field.listed || columns.includes(field),
  );
  const shown = chosen
    ? offered.filter(({ name }) => chosen.includes(name))
    : columns.filter((field) => visible.includes(field));
  return { offered, shown, isChosen: chosen !== null, setChosen };
}

/** Chooses the columns of a list. */
export function ColumnChooser({
  offered,
  shown,
  isChosen,
  setChosen,
}: ReturnType<typeof useColumns>) {
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button variant="default">Columns</Button>
      </Popover.Target>
      <Popover.Dropdown mah={360} style={{ overflowY: "auto" }}>
        <Stack gap="xs">
          <Checkbox.Group
            label="Columns"
            value={shown.map(({ name }) => name)}
            onChange={(names) => setChosen(names)}
          >
            <Stack gap="xs" pt="xs">
              {offered.map(({ name, label }) => (
                <Checkbox key={name} value={name} label={label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={!isChosen}
            onClick={() => setChosen(null)}
          >
            Reset
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
