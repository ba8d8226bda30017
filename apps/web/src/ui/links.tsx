import { ActionIcon, Anchor, Button, type ActionIconProps, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type AnchorElementProps<Own> = Own & Omit<ComponentPropsWithRef<'a'>, keyof Own>;

/** A link to one of our pages, its parameters checked by the router. */
export const AnchorLink = createLink(function AnchorBase(props: AnchorElementProps<AnchorProps>): ReactNode {
  return <Anchor {...props} />;
});

/** A link to one of our pages that looks like a button. */
export const ButtonLink = createLink(function ButtonBase(props: AnchorElementProps<ButtonProps>): ReactNode {
  return <Button component="a" {...props} />;
});

/** A link to one of our pages as an icon; needs an `aria-label`. */
export const ActionIconLink = createLink(function ActionIconBase(
  props: AnchorElementProps<ActionIconProps>,
): ReactNode {
  return <ActionIcon component="a" {...props} />;
});
