import { Group, Pagination, Select, Text } from "@mantine/core";
import { PAGE_SIZES } from "./list-state.js";

/** Leads through the pages of a list. */
export function Pager({
  page,
  size,
  total,
  onPage,
  onSize,
}: {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  /** Without it the size stays as it is. */
  readonly onSize?: (size: number) => void;
}) {
  const first = (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {first > total ? total : `${first}–${last} of ${total}`}
      </Text>
      <Group gap="sm">
        {onSize && (
          <Select
            aria-label="Records per page"
            size="xs"
            w={120}
            allowDeselect={false}
            data={PAGE_SIZES.map((each) => ({
              value: String(each),
              label: `${each} per page`,
            }))}
            value={String(size)}
            onChange={(value) => onSize(Number(value))}
          />
        )}
        {total > size && (
          <Pagination
            aria-label="Pages"
            size="sm"
            siblings={0}
            total={Math.ceil(total / size)}
            value={page}
            onChange={onPage}
            getControlProps={(control) => ({
              "aria-label": `${control === "next" ? "Next" : "Previous"} page`,
            })}
            getItemProps={(number) => ({ "aria-label": `Page ${number}` })}
          />
        )}
      </Group>
    </Group>
  );
}
