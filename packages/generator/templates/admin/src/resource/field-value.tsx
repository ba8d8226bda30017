import { Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useAccess } from "../data/admin.js";
import { toPath } from "../data/api.js";
import type { DataRecord, RecordId } from "../data/list-query.js";
import type { Field } from "../fields/field.js";
import { idOf, type Resource } from "./resource.js";

const ShownRecord = createContext<
  | {
      readonly record: DataRecord;
      readonly id: RecordId;
      readonly path: string;
    }
  | undefined
>(undefined);

/** Gives the `FieldValue`s inside their record. */
export function RecordProvider({
  resource,
  record,
  children,
}: {
  readonly resource: Resource;
  readonly record: DataRecord;
  readonly children: ReactNode;
}) {
  const shown = useMemo(() => {
    const id = idOf(resource, record);
    return { record, id, path: toPath(resource.route, id) };
  }, [resource, record]);
  return <ShownRecord.Provider value={shown}>{children}</ShownRecord.Provider>;
}

/** The record of the page around. */
export function useShownRecord() {
  const shown = useContext(ShownRecord);
  if (shown === undefined) throw new Error("There is no record here.");
  return shown;
}

/** The values of a record, beside each other where there is room. */
export function FieldValues({ children }: { readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" radius="md">
      <SimpleGrid component="dl" m={0} cols={{ base: 1, sm: 2, lg: 3 }}>
        {children}
      </SimpleGrid>
    </Paper>
  );
}

/** A field of the record with its label, for those who may see it. */
export function FieldValue({ field }: { readonly field: Field }) {
  const { mayField } = useAccess();
  const { record, path } = useShownRecord();
  if (!mayField("view", field)) return null;
  return (
    <Stack gap={2}>
      <Text component="dt" size="sm" c="dimmed">
        {field.label}
      </Text>
      <Text component="dd" m={0} style={{ overflowWrap: "anywhere" }}>
        <PlainValue field={field} record={record} path={path} />
      </Text>
    </Stack>
  );
}

/** The value alone; a dash where there is none. */
export function PlainValue({
  field,
  record,
  path,
  isCompact = false,
}: {
  readonly field: Field;
  readonly record: DataRecord;
  readonly path: string;
  readonly isCompact?: boolean;
}) {
  const value = record[field.property];
  if (isNothing(value)) {
    return (
      <Text span inherit c="dimmed" aria-label="nothing">
        –
      </Text>
    );
  }
  return (
    <field.Display
      value={value}
      record={record}
      path={path}
      isCompact={isCompact}
    />
  );
}

function isNothing(value: unknown): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return value === null || value === undefined || value === "" || isEmptyList;
}
