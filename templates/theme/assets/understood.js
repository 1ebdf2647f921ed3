// Understands numbers, days and times as clients write them, and shows them as people of the page's language do.
// The rules are those of workbook_builder/answers/understood.py.

/** What numbers and days look like in a language. @typedef {{decimal: string, order: string, months: Set<string>[], weekdays: Set<string>}} Forms */

/** @type {Map<string, string>} */
const locales = new Map();
/** @type {Map<string, Forms>} */
const known = new Map();

/** The language of numbers and days: the client's variety of the page's language, such as en-GB for en. @returns {string} */
export function locale() {
  const page = document.documentElement.lang || "en";
  const found = locales.get(page) ?? variety(page);
  locales.set(page, found);
  return found;
}

/** @param {string} page */
function variety(page) {
  const base = page.split("-")[0].toLowerCase();
  for (const each of [...(page.includes("-") ? [] : navigator.languages ?? []), page]) {
    try {
      if (each.split("-")[0].toLowerCase() === base && Intl.getCanonicalLocales(each).length) return each;
    } catch {
      // not the code of a language, such as "C"
    }
  }
  return "en";
}

/** @param {Intl.DateTimeFormatOptions} options */
const dates = (options) => new Intl.DateTimeFormat(locale(), { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...options });
/** @param {string} text */
const words = (text) => (plain(text).match(/\p{L}[\p{L}\p{M}.’'׳״]*/gu) ?? []).map((word) => word.replace(/[.’'׳״]/g, "")).filter(Boolean);

/** @returns {Forms} */
function forms() {
  const found = known.get(locale()) ?? described();
  known.set(locale(), found);
  return found;
}

/** @returns {Forms} */
function described() {
  const number = new Intl.NumberFormat(locale(), { numberingSystem: "latn" }).formatToParts(1234567.5);
  const order = dates({ day: "numeric", month: "numeric", year: "numeric" }).formatToParts(0)
    .flatMap(({ type }) => (["day", "month", "year"].includes(type) ? [type[0]] : [])).join("");
  /** @param {Intl.DateTimeFormatOptions[]} all @param {number} time */
  const names = (all, time) => new Set(all.flatMap((options) => dates(options).formatToParts(time)
    .flatMap(({ type, value }) => (type in options && !/\d/.test(value) ? words(value) : []))));
  const months = Array.from({ length: 12 }, (_, month) => names(
    [{ month: "long" }, { month: "short" }, { month: "long", day: "numeric" }, { month: "short", day: "numeric" }],
    Date.UTC(2026, month, 15)));
  const weekdays = new Set(Array.from({ length: 7 }, (_, day) => [...names([{ weekday: "long" }, { weekday: "short" }], Date.UTC(2026, 1, 1 + day))]).flat());
  const decimal = number.some(({ type, value }) => type === "decimal" && value === ",") ? "," : ".";
  return { decimal, order, months, weekdays };
}

/** Words that stand between the parts of a day. */
const FILLERS = /^(年|月|日|년|월|일|th|st|nd|rd|of|de|del|den|г)$/;

/** A text in lower case, with the digits 0 to 9, and without marks of direction. @param {string} text */
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\p{Cf}/gu, "").replace(/\p{Nd}/gu, digit).trim();

/** @param {string} letter a digit of any script */
function digit(letter) {
  const point = /** @type {number} */ (letter.codePointAt(0));
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value);
}

/**
 * The number that a text means, with a period: `3.5` for "3,5".
 * @param {string} text
 * @returns {string} or "" if it is not a number
 */
export function number(text) {
  if (/\p{No}/u.test(text)) return ""; // such as 5²
  const { decimal } = forms();
  const [, sign, written] = /^([-+−–]?)\s*([\d.,٫٬'’\s]+)$/.exec(plain(text)) ?? [];
  if (!written) return "";
  const body = written.replace(/٫/g, decimal).replace(/(\d)[\s'’٬](?=\d{3}(?!\d))/g, "$1");
  const marks = body.match(/[.,]/g) ?? [];
  const last = marks[marks.length - 1] ?? "";
  let point = last;
  if (marks.length > 1 && marks.every((each) => each === last)) point = "";
  else if (marks.length === 1 && last !== decimal && /^[1-9]\d{0,2}.\d{3}$/.test(body)) point = "";
  const [whole, rest = ""] = point ? body.split(point) : [body];
  const grouped = /[.,]/.test(whole) ? /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(whole) : true;
  const digits = whole.replace(/[.,]/g, "");
  if (!grouped || (point && body.split(point).length > 2) || !/^\d*$/.test(digits + rest) || !(digits + rest)) return "";
  const shortest = digits.replace(/^0+(?=\d)/, "") || "0";
  if (shortest.length > 15 || rest.length > 9) return "";
  const value = rest ? `${shortest}.${rest}` : shortest;
  return (sign && sign !== "+" && /[1-9]/.test(value) ? "-" : "") + value;
}

/**
 * The day that a text means, as YYYY-MM-DD: `2026-03-14` for "14/3/26", "140326", or "14 March 2026".
 * @param {string} text
 * @returns {string} or "" if it is not a day
 */
export function day(text) {
  const written = plain(text);
  const numbers = written.match(/\d+/g) ?? [];
  const named = words(written).filter((word) => !FILLERS.test(word));
  // "mar" is both a month and a day of the week in Spanish.
  const certain = named.filter((word) => !forms().weekdays.has(word));
  const others = certain.length || !named.length ? certain : named.filter((word) => monthOf(word)).slice(-1);
  if (/[^\p{L}\p{M}\d\s.,/\-–'’׳״]/u.test(written) || others.length > 1) return "";
  if (others.length) {
    const month = monthOf(others[0]);
    const [first = "", second = ""] = numbers;
    if (!month || numbers.length !== 2) return "";
    return first.length > 2 ? date(first, month, second) : date(second, month, first);
  }
  if (numbers.length === 1 && /^(\d{6}|\d{8})$/.test(written)) {
    const year = written.length - 4;
    const at = (/** @type {number[]} */ ...ends) => ends.map((end, part) => written.slice(ends[part - 1] ?? 0, end));
    return (year === 4 && arranged(at(4, 6, 8))) || (forms().order[0] === "y" ? arranged(at(year, year + 2, year + 4)) : arranged(at(2, 4, 8)));
  }
  return numbers.length === 3 ? arranged(numbers) : "";
}

/** The number of a month with a name, or "". @param {string} word */
function monthOf(word) {
  const { months } = forms();
  const exact = months.findIndex((names) => names.has(word));
  if (exact >= 0) return String(exact + 1);
  const like = months.flatMap((names, at) => ([...names].some((name) => word.length > 2 && name.startsWith(word)) ? [at + 1] : []));
  return like.length === 1 ? String(like[0]) : "";
}

/** The day that three numbers mean. @param {string[]} numbers */
function arranged([first, second, third]) {
  const { order } = forms();
  if (first.length === 4) return date(first, second, third);
  if (third.length !== 4 && order[0] === "y") return date(first, second, third);
  const [month, day] = order.indexOf("m") < order.indexOf("d") && order[0] !== "y" ? [first, second] : [second, first];
  return date(third, month, day) || date(third, day, month);
}

/** @param {string} year four digits, or two for 1970 to 2069 @param {string} month @param {string} day */
function date(year, month, day) {
  const full = year.length === 4 ? Number(year) : year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : 0;
  const time = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const exists = time.getUTCMonth() === Number(month) - 1 && time.getUTCDate() === Number(day) && month.length < 3 && day.length < 3;
  return exists && full >= 1800 && full < 2200 ? time.toISOString().slice(0, 10) : "";
}

/** Words that stand beside a time, as in 7h30. */
const BESIDE_TIME = /^(h|hr|hrs|uhr|oclock|at|um|à|kl|klo|ore|alle|min|ч|時|时|分|点|點|시|분)$/;

/** The word for before noon (9) or after it (21). @param {number} hour */
const half = (hour) => words(dates({ hour: "numeric", hour12: true }).formatToParts(Date.UTC(2026, 0, 1, hour))
  .filter(({ type }) => type === "dayPeriod").map(({ value }) => value).join()).join("");

/**
 * The time that a text means, as HH:MM: `19:30` for "7.30 pm", "19h30", or "1930".
 * @param {string} text
 * @returns {string} or "" if it is not a time
 */
export function time(text) {
  const written = plain(text);
  const named = words(written).filter((word) => !BESIDE_TIME.test(word)).join("");
  const rest = written.replace(/[\p{L}\p{M}]/gu, " ");
  const numbers = rest.match(/\d+/g) ?? [];
  if (/[^\d\s:.,'’׳״]/.test(rest) || ![1, 2].includes(numbers.length)) return "";
  const [first = "", second = ""] = numbers;
  const [hours = "", minutes = ""] = second ? numbers : first.length > 2 ? [first.slice(0, -2), first.slice(-2)] : [first, "00"];
  let hour = Number(hours);
  if (hours.length > 2 || minutes.length !== 2 || hour > 23 || Number(minutes) > 59) return "";
  if (["a", "am", half(9)].includes(named) && named && hour <= 12) hour %= 12;
  else if (["p", "pm", half(21)].includes(named) && named && hour > 0) hour = (hour % 12) + 12;
  else if (named) return "";
  return `${`${hour}`.padStart(2, "0")}:${minutes}`;
}

/** A time like 19:30 as people of the language write it. @param {string} value */
function writtenTime(value) {
  const usual = dates({ timeStyle: "short" }).format(new Date(`2026-01-01T${value}Z`)).replace(/\s+/g, " ");
  return time(usual) === value ? usual : value;
}

/** An e-mail address without spaces around it, or "". @param {string} text */
const email = (text) => (/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/.test(text.trim()) ? text.trim() : "");

/** A phone number with the digits 0 to 9, or "". @param {string} text */
function phone(text) {
  const written = plain(text).replace(/\s+/g, " ");
  return /^[\d+()/.\s–-]+$/.test(written) && /(\d\D*){3}/.test(written) ? written : "";
}

/** @type {Record<string, (text: string) => string>} */
const KINDS = { number, date: day, time, email, phone };

/** What a client's text means in a field of a kind, or "" if it does not fit. @param {string | undefined} kind @param {string} text */
export const meant = (kind = "", text) => KINDS[kind]?.(text) ?? text;

/** What a stored value means: itself if it is in the stored form, with a period or as YYYY-MM-DD. @param {string | undefined} kind @param {string} value */
export const exact = (kind, value) => (kind === "number" && /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? value : meant(kind, value));

/** A stored value as people write it: `3,5` for 3.5, "14 Mar 2026" for 2026-03-14. @param {string | undefined} kind @param {string} value */
export function written(kind, value) {
  const known = exact(kind, value);
  if (!known) return value;
  if (kind === "number") return known.replace(".", forms().decimal);
  if (kind === "time") return writtenTime(known);
  if (kind !== "date") return known;
  const usual = dates({ dateStyle: "medium" }).format(new Date(`${known}T00:00Z`));
  return day(usual) === known ? usual : plainDay(known);
}

/** A day in numbers, for languages whose usual form cannot be understood. @param {string} value */
function plainDay(value) {
  const [y, m, d] = value.split("-");
  return [...forms().order].map((part) => ({ y, m, d })[part]).join(forms().order[0] === "y" ? "-" : "/");
}

/** A day with the day of the week. @param {string} value */
export const fullDay = (value) => dates({ dateStyle: "full" }).format(new Date(`${value}T00:00Z`));

/** The day of a time on this device, as YYYY-MM-DD. @param {Date} time */
export const localDay = (time) => [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");
