import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { EntityForm } from './entity-form.tsx';
import { EntityState } from './entity-state.tsx';
import type { EntityPlace, FieldView } from './entity-view.ts';
import { FieldModal } from './field-modal.tsx';
import { FieldsTable } from './fields-table.tsx';

/** An entity: its names and its fields. */
export function EntityPage(): ReactNode {
  return <EntityState title="Fields">{(place) => <EntityFields {...place} />}</EntityState>;
}

function EntityFields({ serviceId, entity, entities }: EntityPlace): ReactNode {
  const [edited, setEdited] = useState<FieldView | 'new' | undefined>(undefined);
  return (
    <Stack gap="lg">
      <EntityForm key={`${entity.id} ${entity.name} ${entity.displayName}`} serviceId={serviceId} entity={entity} />
      <section aria-label="Fields">
        <Group justify="space-between" mb="xs">
          <Text component="h3" fw={600} m={0}>
            Fields
          </Text>
          <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
            Add field
          </Button>
        </Group>
        <FieldsTable serviceId={serviceId} entity={entity} entities={entities} onEdit={setEdited} />
      </section>
      <FieldModal
        serviceId={serviceId}
        entity={entity}
        entities={entities}
        edited={edited}
        onClose={() => setEdited(undefined)}
      />
    </Stack>
  );
}
