/** What the host tells a webhook of. */
export interface WebhookEvents {
  readonly push: boolean;
  readonly mergeRequests: boolean;
  readonly notes: boolean;
  readonly pipelines: boolean;
}

export interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly name: string | null;
  /** `backing-off`: deliveries failed, and the host waits before the next. `disabled`: it has given up. */
  readonly health: 'ok' | 'backing-off' | 'disabled';
  readonly disabledUntil: string | null;
  readonly events: WebhookEvents;
  /** Whether the host checks the certificate of the receiver. */
  readonly verifiesTls: boolean;
  /** Whether the host knows a signing token, and so signs its deliveries. */
  readonly isSigned: boolean;
}

export interface CreateWebhookInput {
  readonly repositoryId: number;
  readonly url: string;
  readonly name?: string | undefined;
  /** Comes with each delivery as it is; the host never tells it again. */
  readonly token?: string | undefined;
  /** What deliveries are signed with (`whsec_…`); hosts that do not sign ignore it. */
  readonly signingToken?: string | undefined;
  readonly verifiesTls: boolean;
  readonly events: WebhookEvents;
}

export interface UpdateWebhookInput {
  readonly repositoryId: number;
  readonly id: number;
  readonly url?: string | undefined;
  readonly name?: string | undefined;
  readonly token?: string | undefined;
  readonly signingToken?: string | undefined;
  readonly verifiesTls?: boolean | undefined;
  /** Those that are given change. */
  readonly events?: Partial<WebhookEvents> | undefined;
}

export interface WebhookKey {
  readonly repositoryId: number;
  readonly id: number;
}

/** What a provider does with the webhooks of a repository; the account needs the role Maintainer. */
export interface WebhookCalls {
  /** All of them, also those that are not ours. */
  listWebhooks(query: { readonly repositoryId: number }): Promise<readonly Webhook[]>;
  /**
   * Throws kind `invalid` for an address that the host does not call. Two calls make two. When the answer is lost it looks for
   * one with this address that came to be since, and returns that.
   */
  createWebhook(input: CreateWebhookInput): Promise<Webhook>;
  /** Changes what is given. */
  updateWebhook(input: UpdateWebhookInput): Promise<Webhook>;
  /** No failure when it is gone already. */
  deleteWebhook(key: WebhookKey): Promise<void>;
  /** Makes the host send an example once. Throws kind `invalid` when the receiver did not take it. */
  testWebhook(input: WebhookKey & { readonly event: 'push' | 'merge_requests' }): Promise<void>;
}
