import type { LotApplication } from '../domain/lot-applications/lot-application.ts';
import { Warning } from './notice.tsx';

/** What is to be known of an application before anything else. */
export function Notes({ application }: { application: LotApplication }) {
  const { status, submission, leadName } = application;
  if (status === 'draft' && submission > 0) {
    return (
      <Warning>
        You took this application back to change it. Until you submit it again, {leadName} does not read it and no time
        runs; then the clock begins anew.
      </Warning>
    );
  }
  if (status === 'draft') {
    return <Warning>A draft: people of your organisation alone see it until it is submitted.</Warning>;
  }
  return null;
}
