import { Link } from '@remix-run/react';

/**
 * Leads to the scorecard of a provider: show it where `hasScorecard` says that there is one for the reader. `of` is the provider's name, for
 * those who hear a list of such links.
 */
export function ScorecardLink({ providerId, of }: { providerId: string; of?: string }) {
  return (
    <Link className="link" to={`/providers/${providerId}/scorecard`}>
      Scorecard{of && <span className="sr-only"> of {of}</span>}
    </Link>
  );
}
