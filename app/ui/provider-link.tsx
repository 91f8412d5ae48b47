import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { ScorecardLink } from './scorecard-link.tsx';

interface ProviderLinkProps {
  providerId: string;
  providerName: string;
  /** `hasScorecard` says that there is one for the reader. */
  scorecard?: boolean;
  /** The words of the link; else the provider's name. */
  children?: ReactNode;
}

/** Leads to the page of a provider, and beside it to its scorecard where there is one to read. */
export function ProviderLink({ providerId, providerName, scorecard = false, children }: ProviderLinkProps) {
  return (
    <span className="flex flex-wrap gap-x-6 gap-y-2">
      <Link className="link" to={`/providers/${providerId}`}>
        {children ?? providerName}
      </Link>
      {scorecard && <ScorecardLink providerId={providerId} of={providerName} />}
    </span>
  );
}
