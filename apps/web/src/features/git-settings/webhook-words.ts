import type { WebhookView } from '@amplication/contract';

/** How changes in GitLab get here, in a sentence. */
export function toWebhookWords({ state, message }: WebhookView): string {
  switch (state) {
    case 'active':
      return 'GitLab tells at once (webhook)';
    case 'polling':
      return message ?? 'GitLab is asked every minute';
    case 'failing':
    case 'refused':
      return `GitLab is asked every minute. ${message ?? ''}`.trim();
  }
}
