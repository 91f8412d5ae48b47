import { Link } from '@remix-run/react';
import type { Obstacle } from '../domain/purchasing-systems/system-status.ts';
import { Warning } from './notice.tsx';

interface ObstacleListProps {
  systemId: string;
  /** "Before you can publish it:" */
  lead: string;
  obstacles: Obstacle[];
}

/** What is missing for a step of a purchasing system, each with the page where it is mended. */
export function ObstacleList({ systemId, lead, obstacles }: ObstacleListProps) {
  return (
    <Warning>
      <p>{lead}</p>
      <ul className="mt-1 list-disc pl-5">
        {obstacles.map(({ sentence, part }) => (
          <li key={sentence}>
            <Link to={`/purchasing-systems/${systemId}${part}`} className="link">
              {sentence}
            </Link>
          </li>
        ))}
      </ul>
    </Warning>
  );
}
