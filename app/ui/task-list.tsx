import { Link } from '@remix-run/react';
import type { Task } from '../domain/home/task.ts';

/** What there is to do, each line a link. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {tasks.map((task) => (
        <li
          key={task.to}
          className="relative flex flex-wrap items-baseline justify-between gap-x-6 py-3 hover:bg-accent-tint"
        >
          <Link to={task.to} className="link font-medium after:absolute after:inset-0">
            {task.label}
          </Link>
          {task.state && (
            <span className={`text-table ${task.due ? 'font-semibold text-warning' : 'text-muted'}`}>{task.state}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
