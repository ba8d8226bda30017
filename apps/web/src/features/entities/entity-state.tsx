import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { entitiesQuery } from '../../api/queries.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { EntityPlace } from './entity-view.ts';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/entities/$entityId');

/** What a page shows of the entity in the address: loading, what failed, that it is gone, or the entity. */
export function EntityState({
  title,
  children,
}: {
  /** The tab's part of the browser's title. */
  readonly title?: string;
  readonly children: (place: EntityPlace) => ReactNode;
}): ReactNode {
  const { projectId, serviceId, entityId } = page.useParams();
  // The whole list: relations name other entities.
  const entities = useQuery(entitiesQuery(serviceId));
  return (
    <QueryState query={entities} loading="Loading the entity">
      {(items) => {
        const entity = items.find((candidate) => candidate.id === entityId);
        if (entity === undefined) {
          return (
            <EmptyState
              title="This entity is gone"
              action={
                <ButtonLink to="/projects/$projectId/services/$serviceId" params={{ projectId, serviceId }}>
                  Show the entities
                </ButtonLink>
              }
            >
              It was deleted, or its addition was discarded.
            </EmptyState>
          );
        }
        return (
          <>
            {title !== undefined && <DocumentTitle title={`${title} · ${entity.displayName}`} />}
            {children({ serviceId, entity, entities: items })}
          </>
        );
      }}
    </QueryState>
  );
}

function DocumentTitle({ title }: { readonly title: string }): ReactNode {
  useDocumentTitle(`${title} · Amplication`);
  return null;
}
