import {
  Loader,
  MultiSelect,
  Select,
  type ComboboxParsedItem,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState, type ReactNode } from "react";
import { useAccess, useAdmin, useResource } from "../data/admin.js";
import { MAX_TAKE, type RecordId } from "../data/list-query.js";
import { useList } from "../data/queries.js";
import {
  idOf,
  titleOf,
  toReferenceTarget,
  toSearchWhere,
  type Resource,
} from "../resource/resource.js";
import { useReferences } from "./reference.js";

/** How many records a picker offers where the server searches: who wants another one types. */
const OFFERED = 20;

interface PickerProps {
  readonly target: string;
  readonly ids: readonly RecordId[];
  readonly onChange: (ids: readonly RecordId[]) => void;
  readonly label?: ReactNode;
  readonly "aria-label"?: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly withAsterisk?: boolean;
  readonly clearable?: boolean;
}

/** Chooses one record of an entity; the server searches while one types. */
export function RecordPicker({ target, ids, onChange, ...input }: PickerProps) {
  const picker = usePicker(target, ids);
  return (
    <Select
      {...input}
      {...picker.props}
      value={ids[0] === undefined ? null : String(ids[0])}
      onChange={(value) =>
        onChange(value === null ? [] : picker.toIds([value]))
      }
    />
  );
}

/** Chooses any number of records of an entity. */
export function RecordsPicker({
  target,
  ids,
  onChange,
  ...input
}: PickerProps) {
  const picker = usePicker(target, ids);
  return (
    <MultiSelect
      {...input}
      {...picker.props}
      value={ids.map(String)}
      onChange={(values) => onChange(picker.toIds(values))}
    />
  );
}

/** What both pickers have in common: what they offer, and how they search. */
function usePicker(target: string, ids: readonly RecordId[]) {
  const resource = useResource(target);
  const { may } = useAccess();
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const chosen = useReferences(resource, ids).map(
    ({ data }, index) => data ?? { [resource.idField]: ids[index] },
  );
  const isChosenTitle = chosen.some((one) => titleOf(resource, one) === text);
  const offered = useOffered(resource, isChosenTitle ? "" : text, isOpen);
  const options = new Map(
    [...chosen, ...offered.records].map((record) => [
      String(idOf(resource, record)),
      record,
    ]),
  );
  const isAllowed = may("search", resource);

  return {
    toIds: (values: readonly string[]): RecordId[] =>
      values.flatMap((value) => {
        const record = options.get(value);
        return record ? [idOf(resource, record)] : [];
      }),
    props: {
      data: [...options].map(([value, record]) => ({
        value,
        label: titleOf(resource, record),
      })),
      searchable: true,
      searchValue: text,
      onSearchChange: setText,
      onDropdownOpen: () => setIsOpen(true),
      filter: offered.isSearchedByServer ? keepAll : undefined,
      limit: OFFERED + ids.length,
      nothingFoundMessage: offered.nothingFound,
      rightSection: offered.isFetching ? <Loader size="xs" /> : undefined,
      disabled: !isAllowed,
      ...(!isAllowed && {
        description: `You may not look up ${resource.pluralLabel}.`,
      }),
    },
  };
}

function keepAll({ options }: { options: ComboboxParsedItem[] }) {
  return options;
}

/** What the server finds; where it cannot search by title, the first records are searched here. */
function useOffered(resource: Resource, text: string, isEnabled: boolean) {
  const { viewer } = useAdmin();
  const [wanted] = useDebouncedValue(text, 200);
  const title = resource.fields[resource.titleField];
  const isSearchedByServer = title?.search !== undefined;
  const { select } = toReferenceTarget(resource, viewer);
  const { data, isFetching } = useList(
    resource,
    isSearchedByServer
      ? {
          where: toSearchWhere(resource, viewer, wanted),
          select,
          take: OFFERED,
        }
      : { select, take: MAX_TAKE },
    { isEnabled },
  );
  const isCut = !isSearchedByServer && (data?.total ?? 0) > MAX_TAKE;
  const nothing = isCut
    ? `Nothing found among the first ${MAX_TAKE}`
    : "Nothing found";
  return {
    records: data?.items ?? [],
    isFetching,
    isSearchedByServer,
    nothingFound: isFetching ? "Searching …" : nothing,
  };
}
