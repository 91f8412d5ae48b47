/** Something to do, and where. */
export interface Task {
  to: string;
  label: string;
  /** What stands behind it, as "3 drafts"; said beside the link. */
  state?: string | undefined;
  /** Needs doing. */
  due?: boolean | undefined;
}

/** A task that is due where anything waits; "none waiting" otherwise. */
export const waitingTask = (to: string, label: string, waiting: number): Task => ({
  to,
  label,
  state: `${waiting > 0 ? waiting.toLocaleString('en-GB') : 'none'} waiting`,
  due: waiting > 0,
});
