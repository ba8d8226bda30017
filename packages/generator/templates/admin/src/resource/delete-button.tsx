import {
  Button,
  Group,
  Modal,
  Stack,
  Text,
  type ButtonProps,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useAdmin } from "../data/admin.js";
import type { DataRecord } from "../data/list-query.js";
import { useRefresh } from "../data/queries.js";
import { idOf, titleOf, type Resource } from "./resource.js";
import { Failure } from "./states.js";

/** Deletes a record once that is confirmed. */
export function DeleteButton({
  resource,
  record,
  onDeleted,
  ...button
}: {
  readonly resource: Resource;
  readonly record: DataRecord;
  readonly onDeleted?: () => unknown;
} & Pick<ButtonProps, "variant" | "size">) {
  const { api } = useAdmin();
  const refresh = useRefresh();
  const [isOpen, { open, close }] = useDisclosure(false);
  const title = titleOf(resource, record);
  const deletion = useMutation({
    mutationFn: () => api.delete(resource.route, idOf(resource, record)),
    onSuccess: async () => {
      notifications.show({ message: `${title} is deleted.` });
      close();
      await onDeleted?.();
      await refresh();
    },
  });
  const ask = () => {
    deletion.reset();
    open();
  };
  return (
    <>
      <Button
        {...button}
        color="red"
        aria-label={`Delete ${title}`}
        onClick={ask}
      >
        Delete
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Delete ${title}?`}>
        <Stack>
          <Text size="sm">This cannot be undone.</Text>
          {deletion.error && <Failure error={deletion.error} />}
          <Group justify="end">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button
              color="red"
              loading={deletion.isPending}
              onClick={() => deletion.mutate()}
            >
              Delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
