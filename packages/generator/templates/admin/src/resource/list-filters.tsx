import { Button, CloseButton, Group, Menu, Select, Text } from "@mantine/core";
import type { Field } from "../fields/field.js";
import { newFilter, type ActiveFilter } from "./list-state.js";

interface ListFiltersProps {
  readonly filters: readonly ActiveFilter[];
  readonly onChange: (filters: readonly ActiveFilter[]) => void;
}

/** Offers the fields by which a list can be filtered. */
export function AddFilter({
  fields,
  filters,
  onChange,
}: ListFiltersProps & { readonly fields: readonly Field[] }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default">Add filter</Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {fields.map((field) => {
          const filter = newFilter(field, filters);
          return (
            <Menu.Item
              key={field.name}
              disabled={filter === undefined}
              onClick={() => filter && onChange([...filters, filter])}
            >
              {field.label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The filters of a list, each with its operator and its values. */
export function ActiveFilters({ filters, onChange }: ListFiltersProps) {
  const replace = (index: number, next: readonly ActiveFilter[]) =>
    onChange(filters.toSpliced(index, 1, ...next));
  return filters.map((filter, index) => (
    <FilterRow
      key={index}
      filter={filter}
      filters={filters}
      onChange={(next) => replace(index, [next])}
      onRemove={() => replace(index, [])}
    />
  ));
}

function FilterRow({
  filter,
  filters,
  onChange,
  onRemove,
}: {
  readonly filter: ActiveFilter;
  readonly filters: readonly ActiveFilter[];
  readonly onChange: (filter: ActiveFilter) => void;
  readonly onRemove: () => void;
}) {
  const { field, operator, values } = filter;
  if (field.filter === undefined) return null;
  const { operators, Input, toWhere } = field.filter;
  const isTaken = (name: string) =>
    filters.some(
      (other) =>
        other !== filter && other.field === field && other.operator === name,
    );
  return (
    <Group
      gap="xs"
      role="group"
      aria-label={`Filter by ${field.label}`}
      wrap="nowrap"
      align="start"
    >
      <Group gap="xs">
        <Text size="sm" fw={500} miw={96}>
          {field.label}
        </Text>
        <Select
          aria-label={`${field.label}: operator`}
          w={150}
          allowDeselect={false}
          data={operators.map(({ name, label }) => ({
            value: name,
            label,
            disabled: isTaken(name),
          }))}
          value={operator}
          onChange={(name) =>
            name && onChange({ field, operator: name, values })
          }
        />
        {!operators.find(({ name }) => name === operator)?.alone && (
          <Input
            label={`${field.label}: value`}
            values={values}
            isInvalid={
              values.length > 0 && toWhere(operator, values) === undefined
            }
            onChange={(next) => onChange({ field, operator, values: next })}
          />
        )}
      </Group>
      <CloseButton
        mt={4}
        aria-label={`Remove the filter by ${field.label}`}
        onClick={onRemove}
      />
    </Group>
  );
}
