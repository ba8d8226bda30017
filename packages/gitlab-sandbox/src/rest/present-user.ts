import type { SandboxContext } from '../sandbox-context.ts';
import type { User } from '../state/sandbox-state.ts';

/** The compact user that other entities hold. */
export function presentUser(context: Pick<SandboxContext, 'url'>, user: User): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    public_email: '',
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: `${context.url()}/-/avatars/${user.id}.svg`,
    web_url: `${context.url()}/${user.username}`,
  };
}

/** The compact user of this id, or null. */
export function presentUserById(
  context: Pick<SandboxContext, 'url' | 'state'>,
  id: number | null,
): Record<string, unknown> | null {
  const user = context.state.users.find((one) => one.id === id);
  return user === undefined ? null : presentUser(context, user);
}

/** What everybody may know of a user: the compact one and what people write about themselves. */
export function presentUserProfile(context: Pick<SandboxContext, 'url'>, user: User): Record<string, unknown> {
  return {
    ...presentUser(context, user),
    created_at: user.createdAt,
    bio: '',
    location: '',
    skype: '',
    linkedin: '',
    twitter: '',
    discord: '',
    website_url: '',
    github: '',
    organization: '',
    job_title: '',
    pronouns: null,
    bot: user.isBot,
    work_information: null,
    followers: 0,
    following: 0,
    is_followed: false,
    local_time: null,
  };
}

/** The user's own full profile. */
export function presentCurrentUser(context: SandboxContext, user: User): Record<string, unknown> {
  return {
    ...presentUserProfile(context, user),
    last_sign_in_at: null,
    confirmed_at: user.createdAt,
    last_activity_on: context.now().toISOString().slice(0, 10),
    email: user.email,
    theme_id: 3,
    color_scheme_id: 1,
    projects_limit: 100000,
    current_sign_in_at: null,
    identities: [],
    can_create_group: !user.isBot,
    can_create_project: !user.isBot,
    two_factor_enabled: false,
    external: false,
    private_profile: false,
    commit_email: user.email,
    preferred_language: 'en',
    shared_runners_minutes_limit: null,
    extra_shared_runners_minutes_limit: null,
    scim_identities: [],
  };
}
