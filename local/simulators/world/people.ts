import type { Country } from './numbers.ts';
import { numberOf } from './numbers.ts';
import type { Company, Party, Person, Product } from './types.ts';

export const COMPANY: Company = { id: 'tidewater-meridian', name: 'Tidewater Meridian Group' };
export const DOMAIN = 'tidewater.example';

/** First name, last name and the local part of the address, by country. */
const STAFF: Readonly<Record<Country, readonly (readonly [string, string, string])[]>> = {
  GB: [
    ['Anna', 'Whitmore', 'anna.whitmore'],
    ['Tom', 'Ashdown', 'tom.ashdown'],
    ['Eilidh', 'MacLeod', 'eilidh.macleod'],
    ['Rhys', 'Llewellyn', 'rhys.llewellyn'],
    ['Charlotte', 'Byrne', 'charlotte.byrne'],
    ['Imran', 'Siddiqui', 'imran.siddiqui'],
    ['Grace', 'Okafor', 'grace.okafor'],
    ['Harry', 'Pemberton', 'harry.pemberton'],
    ['Sophie', 'Clarke-Jones', 'sophie.clarke-jones'],
    ['Daniel', 'Owusu', 'daniel.owusu'],
    ['Siân', 'Pritchard', 'sian.pritchard'],
    ['Lewis', 'Carrick', 'lewis.carrick'],
    ['Zoë', 'Hartley', 'zoe.hartley'],
    ['Oliver', 'Marsh', 'oliver.marsh'],
  ],
  US: [
    ['Maya', 'Thompson', 'maya.thompson'],
    ['Jack', "O'Neill", "jack.o'neill"],
    ['Luis', 'Herrera', 'luis.herrera'],
    ['Emily', 'Nguyen', 'emily.nguyen'],
    ['DeShawn', 'Carter', 'deshawn.carter'],
    ['Hannah', 'Goldberg', 'hannah.goldberg'],
    ['Ryan', 'Kowalski', 'ryan.kowalski'],
    ['Aaliyah', 'Brooks', 'aaliyah.brooks'],
    ['Ben', 'Yazzie', 'ben.yazzie'],
    ['Sarah', 'Lindqvist', 'sarah.lindqvist'],
    ['Marcus', 'Reed', 'marcus.reed'],
    ['Olivia', 'Park', 'olivia.park'],
  ],
  SG: [
    ['伟明', '陈', 'weiming.tan'],
    ['慧敏', '林', 'huimin.lim'],
    ['Siti', 'Rahmah', 'siti.rahmah'],
    ['Arjun', 'Nair', 'arjun.nair'],
    ['凯俊', '吴', 'kaijun.goh'],
    ['Melissa', 'Ong', 'melissa.ong'],
    ['Farid', 'Hassan', 'farid.hassan'],
    ['கவிதா', 'பிள்ளை', 'kavitha.pillai'],
  ],
  DE: [
    ['Jürgen', 'Weiß', 'juergen.weiss'],
    ['Käthe', 'Schröder', 'kaethe.schroeder'],
    ['Lukas', 'Brandt', 'lukas.brandt'],
    ['Elif', 'Yıldırım', 'elif.yildirim'],
    ['Anneliese', 'Groß', 'anneliese.gross'],
    ['Friedrich', 'von der Heide', 'friedrich.vonderheide'],
    ['Jana', 'Köhler', 'jana.koehler'],
  ],
  IL: [
    ['נועה', 'לוי', 'noa.levi'],
    ['איתי', 'כהן', 'itay.cohen'],
    ['תמר', 'פרידמן', 'tamar.friedman'],
    ['יוסי', 'מזרחי', 'yossi.mizrahi'],
    ['מיכל', 'אברהמי', 'michal.avrahami'],
  ],
  JP: [
    ['さくら', '田中', 'sakura.tanaka'],
    ['健一', '佐藤', 'kenichi.sato'],
    ['美咲', '鈴木', 'misaki.suzuki'],
    ['大輔', '高橋', 'daisuke.takahashi'],
  ],
  BR: [
    ['João', 'Magalhães', 'joao.magalhaes'],
    ['Conceição', 'Araújo', 'conceicao.araujo'],
    ['Thiago', 'Ferrão', 'thiago.ferrao'],
    ['Luíza', 'Falcão', 'luiza.falcao'],
  ],
  AE: [
    ['ليلى', 'منصور', 'layla.mansour'],
    ['خالد', 'العامري', 'khalid.alameri'],
  ],
  CN: [
    ['小明', '王', 'xiaoming.wang'],
    ['静', '李', 'jing.li'],
  ],
  FR: [['Hélène', 'Lefèvre', 'helene.lefevre']],
  AU: [['Bronte', 'Kelly', 'bronte.kelly']],
};

/** Numbers 0-29 of each country's range are employees' mobiles, 30-39 business lines and phones of the house. */
const BUSINESS_LINE = 30;
export const HOUSE_PHONE = 35;
const FIRST_OUTSIDER = 40;

/** One address book entry in these many has its own quirk: an alias, or a sign-in name unlike its address. */
const ALIAS_EVERY = 10;
const ALIAS_AT = 4;
const RENAMED_AT = 7;

export function hirePeople(): Person[] {
  const people: Person[] = [];
  for (const [country, staff] of Object.entries(STAFF) as [Country, (typeof STAFF)[Country]][]) {
    staff.forEach(([firstName, lastName, local], index) => {
      const quirk = people.length % ALIAS_EVERY;
      const mail = `${local}@${DOMAIN}`;
      const numbers = [numberOf(country, index)];
      if (index === 0) numbers.push(numberOf(country, BUSINESS_LINE));
      people.push({
        country,
        firstName,
        lastName,
        mail,
        userPrincipalName: quirk === RENAMED_AT ? `u${String(people.length)}@${DOMAIN}` : mail,
        ...(quirk === ALIAS_AT && { alias: `${local}.archive@${DOMAIN}` }),
        numbers,
        mailbox: local === 'oliver.marsh' ? 'none' : 'ok',
      });
    });
  }
  return people;
}

/** Whose phones a product captures. */
export function staffOf(product: Product, people: readonly Person[]): Person[] {
  const licensed = people.filter((person) => person.mailbox === 'ok');
  const carriers: Partial<Record<Product, string>> = {
    'o2-network': 'GB',
    'att-network': 'US',
    'starhub-network': 'SG',
  };
  const country = carriers[product];
  if (country !== undefined) return licensed.filter((person) => person.country === country);
  if (product === 'enterprise-number') return licensed;
  return licensed.filter((person) => !['GB', 'US', 'SG'].includes(person.country));
}

export function asParty(person: Person, spelling = `+${person.numbers[0] ?? ''}`, line = 0): Party {
  return {
    value: spelling,
    type: 'mobile',
    digits: person.numbers[line] ?? '',
    email: person.mail,
    firstName: person.firstName,
    lastName: person.lastName,
  };
}

const OUTSIDER_NAMES = [
  ['Alex', 'Moreau'],
  ['Nadia', 'Petrova'],
  ['Sam', 'Whitfield'],
  ['Ines', 'Duarte'],
  ['Kofi', 'Mensah'],
  ['Rosa', 'Lindholm'],
] as const;

/** Somebody outside the company: no address, and a name only where the phone's contacts had one. */
export function outsider(country: Country, n: number): Party {
  const digits = numberOf(country, FIRST_OUTSIDER + (n % 60));
  const name = OUTSIDER_NAMES[n % (OUTSIDER_NAMES.length * 2)];
  return {
    value: `+${digits}`,
    type: 'mobile',
    digits,
    ...(name !== undefined && { firstName: name[0], lastName: name[1] }),
  };
}

/** A phone of the house that no person signs for. */
export function housePhone(country: Country, n: number, email?: string): Party {
  const digits = numberOf(country, HOUSE_PHONE + n);
  return { value: `+${digits}`, type: 'mobile', digits, ...(email !== undefined && { email }) };
}
