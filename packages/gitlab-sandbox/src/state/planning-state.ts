/** A label of a project, or of a group (the other id is null). */
export interface Label {
  readonly id: number;
  readonly projectId: number | null;
  readonly groupId: number | null;
  name: string;
  color: string;
  description: string | null;
  priority: number | null;
  readonly createdAt: string;
}

/** A milestone of a project, or of a group (the other id is null). Days are `YYYY-MM-DD`. */
export interface Milestone {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number | null;
  readonly groupId: number | null;
  title: string;
  description: string;
  state: 'active' | 'closed';
  readonly createdAt: string;
  updatedAt: string;
  startDate: string | null;
  dueDate: string | null;
}

export interface Issue {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly authorId: number;
  title: string;
  description: string | null;
  state: 'opened' | 'closed';
  labels: string[];
  assigneeIds: number[];
  milestoneId: number | null;
  confidential: boolean;
  dueDate: string | null;
  discussionLocked: boolean | null;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedById: number | null;
  /** Who asked to be told, or (false) not to be told, of changes. */
  subscriptions: Record<string, boolean>;
}

/** What a person wants to come back to: a merge request. */
export interface Todo {
  readonly id: number;
  readonly userId: number;
  readonly mergeRequestId: number;
  state: 'pending' | 'done';
  readonly createdAt: string;
  updatedAt: string;
}
