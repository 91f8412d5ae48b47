import type { MetaFunction } from '@remix-run/node';
import { PageHeader } from '../ui/page-header.tsx';

export const meta: MetaFunction = () => [{ title: 'Privacy – Sufficiency Market' }];

export default function Privacy() {
  return (
    <article className="text-reading">
      <PageHeader title="Privacy" />
      <div className="prose max-w-[65ch]">
        <p>
          Sufficiency Market is open-source software that an organisation runs for its part of the market. That
          organisation is responsible for what is stored here and answers your questions about it.
        </p>
        <h2 className="mt-8 text-section font-semibold">About children</h2>
        <p>
          No page asks for a child’s name, date of birth, NHS number, home address or school. A search for a place takes
          an age, coded needs and the first half of a postcode; those stand in the address of the page of results, so
          your browser remembers them as it does any page you visit. Where a fee follows the child’s age, the price of a
          place may be worked out with the day of the next birthday: that is in no address, and is not stored.
        </p>
        <p>
          An authority’s record of a placement holds a reference of its own making, the kind of place, the age when it
          began, the level of need, its dates and its fees. Only that authority sees it.
        </p>
        <h2 className="mt-8 text-section font-semibold">About people with an account</h2>
        <ul>
          <li>your name, your work email address, your organisation and your roles in it</li>
          <li>your password, as a hash that cannot be turned back into it</li>
          <li>while you are signed in: when that began, the network address and the browser it began from</li>
          <li>what you changed here, and when: a record that decisions about public money need</li>
        </ul>
        <h2 className="mt-8 text-section font-semibold">About visitors</h2>
        <p>
          The public pages can be read without an account. This software stores nothing about you when you read them;
          the server it runs on may keep a log of visits, as its organisation decides.
        </p>
        <h2 className="mt-8 text-section font-semibold">Cookies</h2>
        <p>
          One keeps you signed in. One carries a notice, such as “Draft saved”, to the next page, for a minute at most.
          There is no tracking, no analytics and no advertising, and pages load nothing from other sites.
        </p>
        <h2 className="mt-8 text-section font-semibold">How long</h2>
        <p>
          Signing out ends your session. Accounts and records of changes are kept until the organisation that runs this
          installation removes them; this version deletes none by itself.
        </p>
        <h2 className="mt-8 text-section font-semibold">Your rights</h2>
        <p>
          You can ask for a copy of what is stored about you, and for mistakes to be put right. Write to the
          organisation that runs this installation: your authority or your provider’s administrator knows whom to ask.
          If you are not satisfied, you can complain to the{' '}
          <a href="https://ico.org.uk/make-a-complaint/" rel="noopener">
            Information Commissioner’s Office
          </a>
          .
        </p>
      </div>
    </article>
  );
}
