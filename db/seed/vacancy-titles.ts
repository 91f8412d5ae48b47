import type { AccommodationSlug, Gender } from '#app/domain/services/accommodation.ts';
import type { NeedCode, NeedLevel } from '#app/domain/services/needs.ts';
import type { Random } from './random.ts';

interface Described {
  type: AccommodationSlug;
  category: string | null;
  places: number;
  ageFrom: number;
  ageTo: number;
  gender: Gender;
  canMeet: readonly NeedCode[];
}

interface Titled {
  title: string;
  /** The level of care that the title promises, from which the spot fee follows. */
  level: NeedLevel;
}

/** What the place is, in words that name no home. */
export function vacancyTitle(random: Random, vacancy: Described): Titled {
  return WRITERS[vacancy.type](random, vacancy);
}

const WRITERS: Record<AccommodationSlug, (random: Random, vacancy: Described) => Titled> = {
  fostering: fosterHome,
  home: childrensHome,
  supported_accommodation: supportedAccommodation,
  residential_school: residentialSchool,
};

function fosterHome(random: Random, vacancy: Described): Titled {
  const aged = agedFrom(vacancy);
  if (vacancy.places > 1) {
    const who = vacancy.places === 2 ? 'two siblings' : 'a sibling group of three';
    return standard(random.pick([`Foster home for siblings ${aged}`, `Foster home for ${who} ${aged}`]));
  }
  if (vacancy.canMeet.includes('parent_and_child') && vacancy.ageTo >= 15 && random.chance(0.4)) {
    return { title: 'Parent and child foster home', level: 'parent_and_child' };
  }
  if (vacancy.canMeet.includes('therapeutic') && random.chance(0.2)) {
    return { title: `Therapeutic foster home for ${one(vacancy)} ${aged}`, level: 'enhanced' };
  }
  return standard(
    random.pick([
      `Foster home for ${one(vacancy)} ${aged}`,
      `Experienced foster carers for ${one(vacancy)} ${aged}`,
      `Short-term foster home for ${one(vacancy)} ${aged}`,
      `Long-term foster home for ${one(vacancy)} ${aged}`,
      `Foster home, no other children, for ${one(vacancy)} ${aged}`,
    ]),
  );
}

function childrensHome(random: Random, vacancy: Described): Titled {
  const { places, canMeet } = vacancy;
  if (places === 1 && canMeet.includes('solo') && random.chance(0.5)) {
    return { title: `Solo placement for ${one(vacancy)} ${agedFrom(vacancy)}`, level: 'complex' };
  }
  if (canMeet.includes('therapeutic') && random.chance(0.6)) {
    const title =
      places === 1
        ? `Therapeutic place for ${one(vacancy)}`
        : `Therapeutic places for two ${many(vacancy)}, matched with care`;
    return { title, level: 'enhanced' };
  }
  return standard(
    places === 1
      ? random.pick([
          `Place in a small home for ${one(vacancy)} ${agedFrom(vacancy)}`,
          `Nurturing home for ${one(vacancy)} ${agedFrom(vacancy)}`,
          `Place in a quiet, rural home for ${one(vacancy)}`,
        ])
      : `Two places in a small home for ${many(vacancy)} ${agedFrom(vacancy)}`,
  );
}

const SUPPORTED: Record<string, readonly string[]> = {
  single_occupancy: ['Self-contained flat with support', 'Studio flat with daily visits'],
  shared_ring_fenced: ['Room in a shared home with staff day and night', 'Room in shared accommodation with support'],
  shared_open: ['Room in shared accommodation, open to care leavers too', 'Room with floating support'],
  private_residence: ['Supported lodgings with an experienced host', 'Supported lodgings with a family'],
};

function supportedAccommodation(random: Random, vacancy: Described): Titled {
  const what = random.pick(SUPPORTED[vacancy.category ?? ''] ?? ['Supported accommodation']);
  const self = vacancy.category === 'single_occupancy';
  const title = `${what}, for ${vacancy.places > 1 ? many(vacancy) : one(vacancy)} ${agedFrom(vacancy)}`;
  const level = self && random.chance(0.4) ? 'complex' : self ? 'enhanced' : 'standard';
  return { title, level };
}

function residentialSchool(random: Random, vacancy: Described): Titled {
  const pupils = vacancy.canMeet.includes('autism') ? 'autistic pupils' : 'pupils with additional needs';
  const title = random.pick([
    `52-week residential place for ${pupils} ${agedFrom(vacancy)}`,
    `Termly residential place for ${pupils} ${agedFrom(vacancy)}`,
    `Weekly residential place for ${pupils} ${agedFrom(vacancy)}`,
  ]);
  return { title, level: title.startsWith('52') ? 'enhanced' : 'standard' };
}

const standard = (title: string): Titled => ({ title, level: 'standard' });

const agedFrom = ({ ageFrom, ageTo }: Described): string => `aged ${ageFrom} to ${ageTo}`;

/** "young person", "girl", "young man". */
function young({ gender, ageFrom }: Described): string {
  if (gender === 'any') return ageFrom < 10 ? 'child' : 'young person';
  if (gender === 'female') return ageFrom < 16 ? 'girl' : 'young woman';
  return ageFrom < 16 ? 'boy' : 'young man';
}

const PLURALS: Record<string, string> = {
  child: 'children',
  'young person': 'young people',
  'young woman': 'young women',
  'young man': 'young men',
};

function many(vacancy: Described): string {
  const noun = young(vacancy);
  return PLURALS[noun] ?? `${noun}s`;
}

const one = (vacancy: Described): string => `one ${young(vacancy)}`;
