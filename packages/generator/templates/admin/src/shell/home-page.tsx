import { Card, SimpleGrid, Text } from "@mantine/core";
import { Link } from "react-router";
import { useAccess, useAdmin } from "../data/admin.js";
import { Page } from "../resource/page.js";
import { Notice } from "../resource/states.js";

/** Where one starts: the entities that one may see. */
export function HomePage({ title }: { readonly title: string }) {
  const { resources } = useAdmin();
  const { may } = useAccess();
  const shown = Object.values(resources).filter((resource) =>
    may("search", resource),
  );
  return (
    <Page title={title}>
      {shown.length === 0 && (
        <Notice title="There is nothing that you may see">
          Your roles allow none of the lists.
        </Notice>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }}>
        {shown.map(({ route, pluralLabel }) => (
          <Card key={route} component={Link} to={`/${route}`} withBorder>
            <Text fw={500}>{pluralLabel}</Text>
          </Card>
        ))}
      </SimpleGrid>
    </Page>
  );
}
