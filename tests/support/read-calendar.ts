/**
 * A strict reader of calendar files, by RFC 5545: it throws at whatever the grammar does not allow. Gives each event's
 * properties by name with parameters, texts unescaped.
 */
export function readCalendar(file: string): Record<string, string>[] {
  if (!file.endsWith('\r\n')) throw new Error('the last line has no end')
  const lines = unfold(file)
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') {
    throw new Error('not one calendar')
  }
  const head: Record<string, string> = {}
  const events: Record<string, string>[] = []
  let event: Record<string, string> | null = null
  for (const line of lines.slice(1, -1)) {
    if (line === 'BEGIN:VEVENT' && event === null) event = {}
    else if (line === 'END:VEVENT' && event !== null) {
      events.push(requireParts(event, ['UID', 'DTSTAMP', 'SUMMARY']))
      event = null
    } else readLine(line, event ?? head)
  }
  requireParts(head, ['VERSION', 'PRODID'])
  return events
}

function unfold(file: string): string[] {
  const raw = file.slice(0, -2).split('\r\n')
  const lines: string[] = []
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error('a line break that is none')
    if (Buffer.byteLength(line) > 75) throw new Error(`too long: ${line}`)
    if (!line.startsWith(' ')) lines.push(line)
    else lines.push(`${lines.pop()}${line.slice(1)}`)
  }
  return lines
}

function readLine(line: string, into: Record<string, string>): void {
  const match = /^([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):(.*)$/s.exec(line)
  if (!match) throw new Error(`no property: ${line}`)
  const [, name, value] = match as unknown as [string, string, string]
  if (name in into) throw new Error(`twice: ${name}`)
  into[name] = /^(SUMMARY|DESCRIPTION)$/.test(name) ? readText(value) : readValue(name, value)
}

function readText(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`not escaped: ${value}`)
  return value.replace(/\\(.)/gs, (_, sign: string) => {
    if (!'\\;,nN'.includes(sign)) throw new Error(`no such escape: ${sign}`)
    return sign.toLowerCase() === 'n' ? '\n' : sign
  })
}

function readValue(name: string, value: string): string {
  const form = name.endsWith('VALUE=DATE')
    ? /^\d{8}$/
    : /^DT/.test(name)
      ? /^\d{8}T\d{6}Z$/
      : /^.+$/
  if (!form.test(value)) throw new Error(`${name} cannot be ${value}`)
  return value
}

function requireParts(parts: Record<string, string>, names: string[]): Record<string, string> {
  for (const name of names) if (!(name in parts)) throw new Error(`without ${name}`)
  return parts
}
