import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { toSentence } from "../data/api-error.js";
import { useSession, useSessionState } from "./session-context.js";

/** Who is signed in, and how he signs out. */
export function UserMenu() {
  const session = useSession();
  const state = useSessionState();
  const signOut = async () => {
    try {
      await session.signOut();
    } catch (error) {
      notifications.show({ color: "red", message: toSentence(error) });
    }
  };
  if (state.kind !== "signed-in" && state.kind !== "expired") return null;
  const { username } = state.user;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label={`Signed in as ${username}`}>
          {username}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
