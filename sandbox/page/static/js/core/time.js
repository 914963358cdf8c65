// Times as a person reads them: in the person's own time zone, whatever zone this machine is in.

const formatters = new Map();

function formatter(zone, options) {
  const key = `${zone}|${JSON.stringify(options)}`;
  if (!formatters.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
    } catch {
      made = new Intl.DateTimeFormat("en-US", options); // an unknown zone: the machine's own
    }
    formatters.set(key, made);
  }
  return formatters.get(key);
}

const CLOCK = { hour: "numeric", minute: "2-digit" };
const DAY = { weekday: "long", month: "long", day: "numeric" };
const DATE = { year: "numeric", month: "2-digit", day: "2-digit" };

export const seconds = (ts) => Number.parseFloat(ts);
const at = (secs) => new Date(secs * 1000);

export const clock = (secs, zone) => formatter(zone, CLOCK).format(at(secs));
export const shortClock = (secs, zone) => clock(secs, zone).replace(/\s?[AP]M$/, "");

/** `2026-11-22`, the day on the person's calendar. */
export function isoDay(secs, zone) {
  const parts = Object.fromEntries(
    formatter(zone, DATE)
      .formatToParts(at(secs))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** `14:05` on the person's clock. */
export function isoTime(secs, zone) {
  return formatter(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at(secs));
}

/** The moment at which the person's calendar and clock show `day` and `time`. */
export function momentOf(day, time, zone) {
  const wanted = Date.parse(`${day}T${time}:00Z`) / 1000;
  let guess = wanted;
  // Twice, because the first correction can cross a change to or from summer time.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = Date.parse(`${isoDay(guess, zone)}T${isoTime(guess, zone)}:00Z`) / 1000;
    guess += wanted - shown;
  }
  return guess;
}

export function dayTitle(secs, zone, now = Date.now() / 1000) {
  const day = isoDay(secs, zone);
  if (day === isoDay(now, zone)) return "Today";
  if (day === isoDay(now - 86400, zone)) return "Yesterday";
  const sameYear = day.slice(0, 4) === isoDay(now, zone).slice(0, 4);
  return formatter(zone, sameYear ? DAY : { ...DAY, year: "numeric" }).format(at(secs));
}

/** `Nov 22, 2026` for a calendar day written `2026-11-22`; no time zone is involved. */
export function readableDay(day) {
  const moment = Date.parse(`${day}T12:00:00Z`) / 1000;
  return Number.isNaN(moment)
    ? day
    : formatter("UTC", { month: "short", day: "numeric", year: "numeric" }).format(at(moment));
}

/** `2:05 PM` for a time of day written `14:05`. */
export function readableTime(time) {
  const moment = Date.parse(`2000-01-01T${time}:00Z`) / 1000;
  return Number.isNaN(moment) ? time : clock(moment, "UTC");
}

export function ago(secs, now = Date.now() / 1000) {
  const passed = Math.max(0, now - secs);
  if (passed < 60) return "just now";
  const steps = [
    [60, 3600, "minute"],
    [3600, 86400, "hour"],
    [86400, Infinity, "day"],
  ];
  const [size, , unit] = steps.find(([, upTo]) => passed < upTo);
  return `${count(Math.floor(passed / size), unit)} ago`;
}

export const count = (number, noun, plural = `${noun}s`) => `${number} ${number === 1 ? noun : plural}`;

const DATE_PARTS = {
  date_num: (secs, zone) => isoDay(secs, zone),
  date_slash: (secs, zone) => formatter(zone, DATE).format(at(secs)),
  date: (secs, zone) => formatter(zone, { month: "long", day: "numeric", year: "numeric" }).format(at(secs)),
  date_short: (secs, zone) =>
    formatter(zone, { month: "short", day: "numeric", year: "numeric" }).format(at(secs)),
  date_long: (secs, zone) => formatter(zone, { ...DAY, year: "numeric" }).format(at(secs)),
  day_divider_pretty: (secs, zone) => dayTitle(secs, zone),
  time: (secs, zone) => clock(secs, zone),
  time_secs: (secs, zone) => formatter(zone, { ...CLOCK, second: "2-digit" }).format(at(secs)),
  ago: (secs) => ago(secs),
};

/** Fills Slack's date tokens (`{date_short} at {time}`); `_pretty` says today and yesterday where they apply. */
export function fillDate(format, secs, zone) {
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    if (DATE_PARTS[token]) return DATE_PARTS[token](secs, zone);
    const plain = token.replace(/_pretty$/, "");
    if (plain === token || !DATE_PARTS[plain]) return whole;
    const title = dayTitle(secs, zone);
    return title === "Today" || title === "Yesterday" ? title.toLowerCase() : DATE_PARTS[plain](secs, zone);
  });
}
