import { Center, Loader, Paper, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { Failure } from "../resource/states.js";
import { useSession, useSessionState } from "./session-context.js";
import type { User } from "./session.js";
import { SignInForm } from "./sign-in-form.js";

/** Lets in who is signed in; asks all others to sign in, where they are. */
export function SessionGate({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (user: User) => ReactNode;
}) {
  const session = useSession();
  const state = useSessionState();
  useEffect(() => void session.restore(), [session]);
  switch (state.kind) {
    case "restoring":
      return (
        <Center h="100dvh">
          <Loader aria-label="Loading" role="status" />
        </Center>
      );
    case "failed":
      return (
        <Center h="100dvh" p="md">
          <Failure error={state.error} onRetry={session.restore} />
        </Center>
      );
    case "signed-out":
      return (
        <Center component="main" mih="100dvh" p="md">
          <Paper withBorder p="xl" radius="md" w={360}>
            <Title order={1} size="h3" mb="md">
              {title}
            </Title>
            <SignInForm />
          </Paper>
        </Center>
      );
    case "signed-in":
    case "expired":
      return children(state.user);
  }
}
