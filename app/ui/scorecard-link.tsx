import { Link } from '@remix-run/react';

/** Leads to the scorecard of a provider: show it where `hasScorecard` says that there is one for the reader. */
export function ScorecardLink({ providerId }: { providerId: string }) {
  return (
    <Link className="link" to={`/providers/${providerId}/scorecard`}>
      Scorecard
    </Link>
  );
}
