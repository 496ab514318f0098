// While an hour is typed into the schedule dialog, say above it what it is in the editor's
// zone, in the site's and in UTC, or why it is no one moment. The server says the same after
// saving, and decides.

const OWN_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:\d{2})$/;
const DAY = 86_400_000;

// How far a zone is from UTC at a moment, in milliseconds.
function offset(moment, zone) {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(moment);
  const part = (type) => Number(shown.find((one) => one.type === type).value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - moment;
}

// The moments that a typed text can mean: one, or none, or two; null when it is not finished.
function readings(text, zone) {
  const exact = text.match(WITH_OFFSET);
  if (exact) {
    const moment = Date.parse(`${exact[1]}T${exact[2]}${exact[3]}`);
    return Number.isNaN(moment) ? null : [moment];
  }
  const local = text.match(OWN_TIME);
  if (!local) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = local.slice(1).map((part) => part && Number(part));
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(asUtc).getUTCDate() !== day || hour > 23 || minute > 59) return null;
  const offsets = new Set([offset(asUtc - DAY, zone), offset(asUtc + DAY, zone)]);
  return [...offsets].map((one) => asUtc - one).filter((moment) => offset(moment, zone) === asUtc - moment).sort((a, b) => a - b);
}

function said(moment, zone, language, withDay) {
  const style = withDay ? { dateStyle: 'long', timeStyle: 'short' } : { timeStyle: 'short' };
  return `${new Intl.DateTimeFormat(language, { ...style, hourCycle: 'h23', timeZone: zone }).format(moment)} ${zone}`;
}

function day(moment, zone) {
  return Math.floor((moment + offset(moment, zone)) / DAY);
}

function withOffset(moment, zone) {
  const minutes = Math.abs(offset(moment, zone)) / 60_000;
  const two = (number) => String(number).padStart(2, '0');
  const local = new Date(moment + offset(moment, zone)).toISOString().slice(0, 16).replace('T', ' ');
  return `${local} ${offset(moment, zone) < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function describe(field) {
  const { scheduleOwn: own, scheduleSite: site, scheduleNone, scheduleTwice, schedulePast } = field.dataset;
  const moments = readings(field.value.trim(), own);
  if (!moments) return ['', false];
  if (moments.length === 0) return [scheduleNone, true];
  if (moments.length === 2) return [[scheduleTwice, ...moments.map((one) => withOffset(one, own))].join('\n'), true];
  const [moment] = moments;
  const { lang } = document.documentElement;
  const language = !lang || lang === 'en' ? 'en-GB' : lang; // as the institutions write: 2 April 2014
  const zones = [...new Set([own, site, 'UTC'])];
  const times = zones.map((zone, n) => said(moment, zone, language, n === 0 || day(moment, zone) !== day(moment, own)));
  const past = moment <= Date.now();
  return [`${times.join('\n= ')}${past ? `. ${schedulePast}` : ''}`, past];
}

function show(field) {
  let output = document.getElementById(`${field.id}-zones`);
  if (!output) {
    output = document.createElement('output');
    output.id = `${field.id}-zones`;
    output.className = 'schedule-zones';
    output.htmlFor = field.id;
    field.closest('[data-field-input]').before(output); // the calendar opens below the field
  }
  const [text, wrong] = describe(field);
  output.textContent = text;
  output.toggleAttribute('data-wrong', wrong);
}

for (const event of ['input', 'change', 'focusin']) {
  document.addEventListener(event, ({ target }) => {
    if (target.matches?.('[data-schedule-own]')) show(target);
  });
}
