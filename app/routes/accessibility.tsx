import type { MetaFunction } from '@remix-run/node';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Accessibility – Sufficiency Market' }];

export default function Accessibility() {
  return (
    <article className="text-reading">
      <PageHeader title="Accessibility" />
      <div className="prose max-w-[65ch]">
        <p>We want everyone who finds, offers or buys places for children to be able to use Sufficiency Market.</p>
        <h2 className="mt-8 text-section font-semibold">What you can rely on</h2>
        <ul>
          <li>Every page can be used with a keyboard alone, and shows where you are.</li>
          <li>Every page works without JavaScript.</li>
          <li>Text can be enlarged in the browser, and pages fit a phone.</li>
          <li>A status is always a word: colour only repeats it.</li>
          <li>Every chart has its figures as a table, one click away.</li>
          <li>Every mistake in a form is listed above it, with a link to its field. What you typed is kept.</li>
          <li>Nothing moves by itself.</li>
        </ul>
        <h2 className="mt-8 text-section font-semibold">How far this is tested</h2>
        <p>
          Pages are written to meet the Web Content Accessibility Guidelines 2.2 at level AA. They have not been audited
          by somebody independent, nor tried with people who use assistive technology. Until they have, we claim no
          conformance.
        </p>
        <h2 className="mt-8 text-section font-semibold">What we know is lacking</h2>
        <ul>
          <li>Charts are pictures to a screen reader: their finding is read out, and the figures are in the table.</li>
          <li>
            Statements are written by authorities: their wording, tables and links are as the authority made them.
          </li>
        </ul>
        <h2 className="mt-8 text-section font-semibold">Tell us</h2>
        <p>
          If something keeps you from what you need, tell the organisation that runs this installation: your authority
          or your provider’s administrator knows whom to write to. Say which page it was and what you use to read it. If
          the answer does not help, the{' '}
          <a href="https://www.equalityadvisoryservice.com/" rel="noopener">
            Equality Advisory and Support Service
          </a>{' '}
          can advise you.
        </p>
      </div>
    </article>
  );
}
