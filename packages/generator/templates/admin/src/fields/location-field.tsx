import { Anchor, Fieldset, Group, TextInput } from "@mantine/core";
import type { Where } from "../data/list-query.js";
import {
  baseOf,
  type DisplayProps,
  type Field,
  type FieldEditor,
  type FieldOptions,
  type FilterInputProps,
  type InputProps,
} from "./field.js";
import { FilterTextInput, toEmptiness, withEmptiness } from "./filters.js";

/** A place on the earth, as an input holds it. */
interface Location {
  readonly latitude: string;
  readonly longitude: string;
}

export interface LocationOptions extends FieldOptions {
  /** What the API calls the two numbers in conditions; without them lists cannot be filtered by it. */
  readonly conditions?: {
    readonly latitude: string;
    readonly longitude: string;
  };
}

/** A place on the earth. */
export function locationField(options: LocationOptions): Field {
  const { required = false, conditions } = options;
  const editor: FieldEditor<Location> = {
    initial: { latitude: "", longitude: "" },
    Input: LocationInput,
    fromRecord: (value) => {
      const { latitude = "", longitude = "" } = toLocation(value);
      return { latitude: String(latitude), longitude: String(longitude) };
    },
    toBody: (value) =>
      value.latitude === "" && value.longitude === ""
        ? null
        : {
            latitude: Number(value.latitude),
            longitude: Number(value.longitude),
          },
    validate: validateLocation,
  };
  return {
    ...baseOf(options),
    sortable: false,
    listed: true,
    Display: LocationDisplay,
    editor,
    filter: conditions && {
      operators: withEmptiness({
        required,
        operators: [{ name: "within", label: "lies within" }],
      }),
      Input: BoxInput,
      toWhere: (operator, values) => {
        const emptiness = toEmptiness(operator);
        return emptiness
          ? { [conditions.latitude]: emptiness }
          : toBox(values, conditions);
      },
    },
  };
}

export function validateLocation(value: Location): string | undefined {
  const isDegree = (text: string, most: number) =>
    /^-?\d+(\.\d+)?$/u.test(text.trim()) && Math.abs(Number(text)) <= most;
  if (!isDegree(value.latitude, 90)) {
    return "The latitude is a number from -90 to 90.";
  }
  return isDegree(value.longitude, 180)
    ? undefined
    : "The longitude is a number from -180 to 180.";
}

const SIDES = ["north", "south", "east", "west"] as const;

/** The condition of a box, once all of its sides are there; one may lie across the date line. */
function toBox(
  values: readonly string[],
  { latitude, longitude }: NonNullable<LocationOptions["conditions"]>,
): Where | undefined {
  const texts = SIDES.map((_, index) => values[index]?.trim() ?? "");
  const [north = 0, south = 0, east = 0, west = 0] = texts.map(Number);
  if (texts.some((text) => text === "" || Number.isNaN(Number(text)))) {
    return undefined;
  }
  const fromWest = { [longitude]: { gte: west } };
  const toEast = { [longitude]: { lte: east } };
  return {
    AND: [
      { [latitude]: { gte: south, lte: north } },
      west <= east ? { AND: [fromWest, toEast] } : { OR: [fromWest, toEast] },
    ],
  };
}

function toLocation(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function LocationInput({
  label,
  description,
  withAsterisk,
  value,
  error,
  onChange,
}: InputProps<Location>) {
  return (
    <Fieldset legend={withAsterisk ? `${label} *` : label} radius="md">
      <Group align="start" grow preventGrowOverflow={false}>
        <TextInput
          label="Latitude"
          description={description}
          inputMode="decimal"
          value={value.latitude}
          error={error}
          onChange={({ currentTarget }) =>
            onChange({ ...value, latitude: currentTarget.value })
          }
        />
        <TextInput
          label="Longitude"
          description={description && " "}
          inputMode="decimal"
          value={value.longitude}
          error={Boolean(error)}
          onChange={({ currentTarget }) =>
            onChange({ ...value, longitude: currentTarget.value })
          }
        />
      </Group>
    </Fieldset>
  );
}

function BoxInput({ label, values, onChange, ...input }: FilterInputProps) {
  return (
    <Group gap="xs">
      {SIDES.map((side, index) => (
        <FilterTextInput
          key={side}
          {...input}
          label={`${label}: ${side}`}
          placeholder={side}
          values={[values[index] ?? ""]}
          onChange={([text = ""]) =>
            onChange(
              SIDES.map((_, at) => (at === index ? text : (values[at] ?? ""))),
            )
          }
        />
      ))}
    </Group>
  );
}

function LocationDisplay({ value }: DisplayProps) {
  const { latitude, longitude } = toLocation(value);
  const place = `${latitude}/${longitude}`;
  return (
    <Anchor
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${place}`}
      target="_blank"
      rel="noreferrer"
      inherit
    >
      {`${latitude}, ${longitude}`}
    </Anchor>
  );
}
