import type { GitOrganization, RemoteRepository } from '@amplication/contract';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { CreateRepositoryForm } from './create-repository-form.tsx';

interface CreateRepositoryModalProps {
  readonly organization: GitOrganization;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Chooses the new repository. */
  readonly onCreated: (repository: RemoteRepository) => Promise<void>;
}

/** Creates a repository in GitLab and chooses it. */
export function CreateRepositoryModal({
  organization,
  opened,
  onClose,
  onCreated,
}: CreateRepositoryModalProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Create repository" size="lg">
      <CreateRepositoryForm organization={organization} onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}
