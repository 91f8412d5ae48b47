import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { PageHeader } from './page-header.tsx';

interface EvaluationHeaderProps {
  evaluation: { id: string; providerName: string; lotNumber: number; lotTitle: string; systemTitle: string };
  title: string;
  lead?: ReactNode;
}

/** Of the pages on which something is done about an application. */
export function EvaluationHeader({ evaluation, title, lead }: EvaluationHeaderProps) {
  const { id, providerName, lotNumber, lotTitle, systemTitle } = evaluation;
  return (
    <PageHeader
      context={
        <>
          <Link className="link" to={`/evaluations/${id}`}>
            {providerName}
          </Link>{' '}
          · lot {lotNumber}, {lotTitle} · {systemTitle}
        </>
      }
      title={title}
      lead={lead}
    />
  );
}

/** Where a form has become stale: what to do about it. */
export const STALE =
  'What you typed is below and is not saved: open the application in another tab to see how it stands now';
