import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { ApiError, toSentence } from "../data/api-error.js";
import { useSession } from "./session-context.js";

/** Asks for username and password. */
export function SignInForm({
  username,
  onSignedIn,
}: {
  /** Who signs in again. */
  readonly username?: string;
  readonly onSignedIn?: () => unknown;
}) {
  const session = useSession();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    setIsBusy(true);
    setFailure(undefined);
    try {
      await session.signIn(
        String(values.get("username")),
        String(values.get("password")),
      );
      await onSignedIn?.();
    } catch (error) {
      setFailure(toSignInSentence(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Sign in">
      <Stack>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <TextInput
          name="username"
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          defaultValue={username}
          required
          data-autofocus={username === undefined || undefined}
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          data-autofocus={username !== undefined || undefined}
        />
        <Button type="submit" loading={isBusy}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function toSignInSentence(error: unknown): string {
  return error instanceof ApiError && error.status === 401
    ? "Username or password is wrong."
    : toSentence(error);
}
