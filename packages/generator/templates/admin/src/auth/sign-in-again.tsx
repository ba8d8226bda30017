import { Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useSession, useSessionState } from "./session-context.js";
import type { User } from "./session.js";
import { SignInForm } from "./sign-in-form.js";

/** Asks for the password again once a session ended; what somebody filled in stays below. */
export function SignInAgain({ user }: { readonly user: User }) {
  const session = useSession();
  const isExpired = useSessionState().kind === "expired";
  const queryClient = useQueryClient();
  const readWhatFailed = () =>
    queryClient.refetchQueries({
      predicate: ({ state }) => state.status === "error",
    });
  return (
    <Modal
      opened={isExpired}
      onClose={() => undefined}
      withCloseButton={false}
      title="Your session has ended"
    >
      <SignInForm username={user.username} onSignedIn={readWhatFailed} />
      <Button variant="subtle" fullWidth mt="xs" onClick={session.leave}>
        Sign out
      </Button>
    </Modal>
  );
}
