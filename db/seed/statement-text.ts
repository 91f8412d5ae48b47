/** The words of the two statements. Every figure is one that a paper in db/seed/reference prints; the paper's code stands beside it. */

export const KENT_STATEMENT = {
  title: 'Sufficiency strategy 2019 to 2022: placements for children in care',
  summary: `Kent needs enough of the right homes, near to where its children come from. This statement says what we buy, what it costs and what we mean to change, so that providers can plan with us.

All placements cost more than £85 million in 2018/19. All figures are from our Sufficiency Strategy 2019–2022 (KCC-2019), except where another paper is named.`,
  need: `## Where our children live

More placements are in fostering than in anything else: 942 with our own foster carers and 216 with independent fostering agencies. A further 98 are in children’s homes.

Many of our young people are aged 16 and over. Shared accommodation holds 577 placements, supported lodgings 128 and semi-independent accommodation 126; another 80 young people are staying put with their former carers.

## Near home

At the end of 2018, 76.6% of our children lived within 20 miles of home, not counting unaccompanied children seeking asylum. We look first for a home that is near, keeps education or training going, keeps brothers and sisters together, meets the needs of a disabled child and is inside Kent.

## Where places are short

- Foster homes for adolescents and for sibling groups
- Places for a parent and child together
- Shared accommodation in Tunbridge Wells, Tonbridge, Maidstone and Gravesham
- Supported accommodation in Sevenoaks and Thanet`,
  supply: `## What we spend

In 2018/19 we spent £21.3 million on our own fostering, £11.2 million on fostering by others and £27.9 million on residential settings.

## How we buy

| Accommodation | How it is bought | Until |
| --- | --- | --- |
| Independent fostering | Framework | 31 January 2022 |
| Children’s homes | Spot | |
| Residential special schools | Spot | |
| Supported lodgings | Contract | 31 May 2020 |
| Shared accommodation | Contract | 13 November 2022 |
| Semi-independent | Spot | |
| Supported accommodation, floating support | Contract | 30 September 2022 |
| Reception centre for unaccompanied children | Block | |

## What a framework did

The independent fostering framework, in place since June 2013, cut the average cost of a placement by about £25 a week, and new spot placements fell from 22 to 4 in two quarters (KCC-2014). Joining West Sussex’s dynamic purchasing system for residential education brought us providers that we had not worked with before (KCC-2014).`,
  howToEngage: `Our intentions for each kind of accommodation, and the dates on which our contracts are reviewed and end, are listed with this statement.

- Tell us of a service that you plan to open, before you choose the place.
- Where we run a framework, providers pre-qualify against quality criteria by category, and only those admitted may tender in it. There are 4 to 6 weeks to submit, and young people sit on our evaluation panels (KCC-2012).
- Look at our open purchasing systems and tenders, and keep your vacancies up to date here.`,
} as const;

export const MEDWAY_STATEMENT = {
  title: 'Placements for children in care in Medway: where we are',
  summary:
    'A first draft from our Sufficiency Report 2020 (MED-2021). It says how many children we care for; what we need and what we mean to buy are still to be written.',
  need: `Medway cared for 468 children at 31 August 2020, which is 74 for every 10,000 children, and for 451 in November 2020, 72 for every 10,000 (MED-2021).`,
  supply: '',
  howToEngage: '',
} as const;
