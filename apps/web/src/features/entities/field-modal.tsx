import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EntityView, FieldView } from './entity-view.ts';
import { FieldForm } from './field-form.tsx';

interface FieldModalProps {
  readonly serviceId: string;
  readonly entity: EntityView;
  readonly entities: readonly EntityView[];
  /** The field to edit, `new` to add one; undefined while closed. */
  readonly edited: FieldView | 'new' | undefined;
  readonly onClose: () => void;
}

/** Adds or edits a field. */
export function FieldModal({ serviceId, entity, entities, edited, onClose }: FieldModalProps): ReactNode {
  const isNew = edited === undefined || edited === 'new';
  return (
    <Modal
      opened={edited !== undefined}
      onClose={onClose}
      title={isNew ? 'Add field' : `Edit ${edited.displayName}`}
      size="lg"
    >
      <FieldForm
        serviceId={serviceId}
        entity={entity}
        entities={entities}
        field={isNew ? undefined : edited}
        onClose={onClose}
      />
    </Modal>
  );
}
